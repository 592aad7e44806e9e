using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Signalbox.Egress;

namespace Signalbox.Models.Probe;

/// <summary>The steps from the URL to TLS. The connection is only tried, and closed again.</summary>
internal sealed class ConnectionProbe(EgressHandlers handlers, ProbeTarget target)
{
    private IPAddress[] _found = [];
    private IPAddress[] _permitted = [];
    private Socket? _socket;

    /// <summary>Runs the steps until one fails.</summary>
    public async Task RunAsync(ProbeRecord record, CancellationToken cancellationToken)
    {
        if (!await record.RunAsync(ProbeStepNames.Url, () => Task.FromResult(CheckUrl())))
            return;

        var url = new Uri(target.BaseUrl);
        var connector = handlers.Connector(url, target.Policy);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(target.Policy.ConnectTimeout);
        try
        {
            _ = await TryAsync(ProbeStepNames.Dns, () => ResolveAsync(connector, url.IdnHost, limit.Token))
                && await TryAsync(ProbeStepNames.Address, () => Task.FromResult(Judge(connector, url.IdnHost)))
                && await TryAsync(ProbeStepNames.Connect, () => ConnectAsync(url, limit.Token))
                && await TryAsync(ProbeStepNames.Tls, () => NegotiateAsync(url, limit.Token));
        }
        finally
        {
            _socket?.Dispose();
        }

        Task<bool> TryAsync(string name, Func<Task<ProbeFinding>> step) => record.RunAsync(name, async () =>
        {
            try
            {
                return await step();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return ProbeFinding.Bad(
                    $"Not done within the connect timeout of {target.Policy.ConnectTimeout.TotalSeconds:0.#} s.");
            }
        });
    }

    private ProbeFinding CheckUrl()
    {
        var problems = EgressUrl.Validate(target.BaseUrl, target.Policy);
        return problems.Count == 0
            ? ProbeFinding.Good("The URL is well-formed and permitted.")
            : ProbeFinding.Bad(string.Join(' ', problems.Select(problem => problem.Message)));
    }

    private async Task<ProbeFinding> ResolveAsync(
        EgressConnector connector, string host, CancellationToken cancellationToken)
    {
        try
        {
            _found = await connector.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException e)
        {
            return ProbeFinding.Bad($"The name {host} does not resolve: {e.Message}.");
        }

        return IPAddress.TryParse(host, out _)
            ? ProbeFinding.Skipped("The host is an address; there is no name to resolve.")
            : ProbeFinding.Good($"{host} resolves to {string.Join<IPAddress>(", ", _found)}.");
    }

    private ProbeFinding Judge(EgressConnector connector, string host)
    {
        try
        {
            _permitted = connector.Permitted(host, _found);
        }
        catch (EgressRefusedException e)
        {
            return ProbeFinding.Bad(e.Message);
        }

        return ProbeFinding.Good(_permitted.Length == _found.Length
            ? "The address may be called."
            : $"Only {string.Join<IPAddress>(", ", _permitted)} may be called; the others are left out.");
    }

    private async Task<ProbeFinding> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            _socket = await EgressConnector.ConnectAsync(_permitted, url.Port, cancellationToken);
            return ProbeFinding.Good($"Connected to {_socket.RemoteEndPoint}.");
        }
        catch (SocketException e)
        {
            return ProbeFinding.Bad($"Port {url.Port} of {url.IdnHost} cannot be reached: {e.Message}.");
        }
    }

    private async Task<ProbeFinding> NegotiateAsync(Uri url, CancellationToken cancellationToken)
    {
        if (url.Scheme == Uri.UriSchemeHttp)
            return ProbeFinding.Skipped("Plain http, as permitted by allow_http.");

        var judgment = new CertificateJudgment(url.IdnHost);
        await using var stream = new SslStream(new NetworkStream(_socket!, ownsSocket: false));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = url.IdnHost,
                    RemoteCertificateValidationCallback = judgment.Judge,
                },
                cancellationToken);
            return ProbeFinding.Good($"{stream.SslProtocol}; {judgment.Summary}");
        }
        catch (AuthenticationException e)
        {
            return ProbeFinding.Bad(judgment.Problem ?? $"TLS could not be agreed: {e.InnerException?.Message ?? e.Message}");
        }
        catch (IOException)
        {
            return ProbeFinding.Bad($"The connection ended during the TLS handshake; does port {url.Port} speak https?");
        }
    }
}
