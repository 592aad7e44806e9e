using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline.KeptState;

/// <summary>What <c>previous_response_id</c> names, found.</summary>
/// <param name="Id">The id.</param>
/// <param name="ProviderId">The provider that has it and is to serve this call; null when any may, with the history.</param>
/// <param name="History">The conversation so far; null when the provider has it.</param>
internal sealed record PriorResponse(string Id, string? ProviderId, ResponsesHistory? History)
{
    /// <summary>Whether a provider keeps responses itself: one that is spoken to in this API.</summary>
    public static bool IsKeptBy(RouteDeployment deployment) => (ProviderKinds.Apis(deployment.Provider.Kind) & ModelCapabilities.Responses) != 0;

    /// <summary>Whether one of the target's deployments is at the provider.</summary>
    public static bool IsServedAt(CallableTarget target, string providerId) =>
        target.Members.Any(member => member.Deployments.Any(deployment => deployment.Provider.Id == providerId && IsKeptBy(deployment)));

    /// <summary>Moves the deployments at the provider to the front, in their order, and returns how many there are.</summary>
    public static int Narrow(Span<RouteDeployment> order, string providerId)
    {
        var count = 0;
        foreach (var deployment in order)
            if (deployment.Provider.Id == providerId && IsKeptBy(deployment))
                order[count++] = deployment;
        return count;
    }
}
