using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Policies;

namespace Signalbox.Pipeline.Policies.Trials;

/// <summary>What a version of a policy would have done.</summary>
internal static class PolicyTrialEndpoints
{
    public static void MapPolicyTrials(this IEndpointRouteBuilder routes) => routes.MapAdmin("/policies", "Policies").MapPost("/{id}/test", TestAsync).RequirePermission("policies:write")
        .WithSummary("Try a version on recorded calls of a route group, beside what decides there now; nothing is sent to a provider, and an external policy is asked")
        .Accepts<PolicyTrialDraft>("application/json").Produces<PolicyTrialView>().ProducesProblem(404);

    private static async Task<IResult> TestAsync(string id, HttpContext context, PolicyStore store, PolicyTrial trial, CancellationToken cancellation)
    {
        var row = await store.FindAsync(id, cancellation) ?? throw ProblemException.NotFound("policy", id);
        return TypedResults.Ok(await trial.RunAsync(row, await DraftReader.ReadAsync(context.Request, PolicyTrialJson.Default.PolicyTrialDraft), cancellation));
    }
}
