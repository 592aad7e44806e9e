using Signalbox.Access;
using Signalbox.Core.Access;
using Signalbox.Pipeline.Dialects;

namespace Signalbox.Pipeline;

/// <summary>Stage 4: finds the target in the snapshot and asks the one access engine. Denied calls reach no upstream.</summary>
internal sealed class Authorization
{
    /// <summary>The refusal, or null with the target in <see cref="Call.Target"/>.</summary>
    public CallError? Run(Call call)
    {
        Span<char> name = stackalloc char[ApiDialect.MaxModelChars];
        name = name[..call.Dialect.CopyModel(call, name)];
        if (call.Snapshot.FindTarget(name) is not { } target)
        {
            call.Record.Model = name.ToString();
            return new CallError(StatusCodes.Status404NotFound,
                $"The model '{call.Record.Model}' does not exist here, or is switched off. GET /v1/models lists what your key may call; an operator can register a model or switch it on.", "model_not_found") { Param = "model" };
        }

        call.Target = target;
        call.Record.Model = target.Name;
        call.Record.TargetKind = target.IsRouteGroup ? "route_group" : "model";
        var decision = AccessEngine.Decide(call.Principal!.Chain, target.Asset, call.Record.StartedAt);
        if (decision.Allowed) return null;

        call.Record.ReasonCodes = AccessReasons.Name(decision.Reason);
        call.Record.Message = decision.Explain(target.Name);
        return new CallError(StatusCodes.Status403Forbidden,
            $"Your key may not call '{target.Name}'. {decision.Explain(target.Name)}", "model-not-allowed") { Param = "model" };
    }
}
