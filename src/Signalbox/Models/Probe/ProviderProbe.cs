using Signalbox.Egress;

namespace Signalbox.Models.Probe;

/// <summary>
/// Tests live whether a provider can be called, and says what exactly fails:
/// <code>
/// url      is the base URL well-formed and permitted?
/// dns      does its host resolve?
/// address  may the addresses be called?          \
/// connect  does one of them accept a connection?  > through the same guard as every call
/// tls      is its certificate acceptable?        /
/// auth     is the credential accepted?
/// model    does the provider serve the model?
/// </code>
/// The first failure ends the probe; what comes after it is reported as skipped.
/// </summary>
internal sealed class ProviderProbe(EgressHandlers handlers, TimeProvider time)
{
    /// <summary>Runs the probe. Failures of the provider are findings, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The one who asked went away.</exception>
    public async Task<ProbeReport> RunAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        var record = new ProbeRecord(time);
        if (target.InProcess is null)
            await new ConnectionProbe(handlers, target).RunAsync(record, cancellationToken);
        else
            foreach (var name in ProbeStepNames.InOrder[..5])
                record.Add(name, ProbeFinding.Skipped("This provider runs inside the gateway."));

        if (!record.HasFailed)
        {
            using var invoker = new HttpMessageInvoker(
                target.InProcess ?? handlers.ForUpstream(new Uri(target.BaseUrl), target.Policy),
                disposeHandler: target.InProcess is null);
            await new ApiProbe(invoker, target, time).RunAsync(record, cancellationToken);
        }

        return record.Close();
    }
}
