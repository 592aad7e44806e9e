using Signalbox.Access;
using Signalbox.Core.Access;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>Stage 4: finds the target in the snapshot and asks the one access engine. Denied calls reach no upstream.</summary>
internal sealed class Authorization
{
    /// <summary>The refusal, or null with the target in <see cref="Call.Target"/>.</summary>
    public OpenAIError? Run(Call call)
    {
        Span<char> name = stackalloc char[ChatRequestScan.MaxModelBytes];
        name = name[..call.Scan.CopyModel(call.Body.Span, name)];
        if (call.Snapshot.FindTarget(name) is not { } target)
        {
            call.Record.Model = name.ToString();
            return new OpenAIError(StatusCodes.Status404NotFound,
                $"The model '{call.Record.Model}' does not exist here. GET /v1/models lists what your key may call.", "model_not_found") { Param = "model" };
        }

        call.Target = target;
        call.Record.Model = target.Name;
        call.Record.TargetKind = target.IsRouteGroup ? "route_group" : "model";
        var decision = AccessEngine.Decide(call.Principal!.Chain, target.Name);
        if (decision.Allowed) return null;

        call.Record.ReasonCodes = AccessReasons.Name(decision.Reason);
        call.Record.Message = decision.Explain(target.Name);
        return new OpenAIError(StatusCodes.Status403Forbidden,
            $"Your key may not call '{target.Name}'. {decision.Explain(target.Name)}", "model-not-allowed") { Param = "model" };
    }
}
