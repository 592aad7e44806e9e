using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Policies;

/// <summary>
/// Before stage 6, for groups whose members a policy orders: asks it. Access was decided before, and what cannot serve the request is not shown to it; it
/// can reorder and leave out. Whatever goes wrong, the group's fallback strategy decides, and the call goes on.
/// </summary>
internal sealed class PolicyRouting(CallRouting routing)
{
    /// <summary>The longest request that is passed on whole, in bytes.</summary>
    private const int LongestBody = 256 * 1024;

    /// <summary>Asks, and leaves the answer in <see cref="Call.Policy"/>.</summary>
    public async ValueTask RunAsync(Call call, PolicyRoute route)
    {
        var (question, read) = Prepare(call, route);
        var decision = route.Decider is { } decider
            ? await decider.DecideAsync(question, read, call.Http.RequestAborted)
            : PolicyDecision.Without(PolicyOutcome.Inactive);
        call.Policy = decision;
        if (decision.Outcome != PolicyOutcome.Decided) call.Record.ReasonCodes ??= PolicyOutcomes.RouteReason(decision.Outcome);
        else if (decision.Dropped.Count > 0) call.Record.ReasonCodes ??= "policy-dropped-members";
    }

    /// <summary>The same for a call that is not made.</summary>
    public async Task RehearseAsync(Call call, PolicyRoute route, CancellationToken cancellation)
    {
        var (question, read) = Prepare(call, route);
        call.Policy = route.Decider is { } decider ? await decider.RehearseAsync(question, read, cancellation) : PolicyDecision.Without(PolicyOutcome.Inactive);
    }

    private (PolicyQuestion Question, Func<PolicyAnswer, PolicyDecision> Read) Prepare(Call call, PolicyRoute route)
    {
        var target = call.Target!;
        var ask = routing.Ask(call, Random.Shared.NextDouble, isFull: true);
        var eligible = EligibleMembers.Of(target, ask.Shape);
        return (PolicyQuestionWriter.Write(FactsOf(call, ask, route.Policy.Grants), target, ask, eligible), answer => PolicyReading.Read(answer, target, eligible));
    }

    private static PolicyFacts FactsOf(Call call, in RouteAsk ask, PolicyGrants grants)
    {
        var record = call.Record;
        return new()
        {
            Api = record.Api, Stream = record.Stream, Needs = ask.Shape.Needs, InputTokens = ask.InputTokens, OutputTokens = ask.Shape.OutputTokens, TextBytes = ask.Shape.TextBytes,
            At = record.StartedAt, OrganizationId = record.OrganizationId, TeamId = record.TeamId, ProjectId = record.ProjectId, UserId = record.UserId, KeyId = record.KeyId,
            Environment = record.Environment, Granted = grants == PolicyGrants.None ? null : GrantedOf(call, grants),
        };
    }

    private static GrantedFacts GrantedOf(Call call, PolicyGrants grants)
    {
        var record = call.Record;
        var hasMetadata = (grants & PolicyGrants.Metadata) != 0;
        var hasPrompts = (grants & PolicyGrants.Prompts) != 0;
        return new()
        {
            HasMetadata = hasMetadata,
            HasPrompts = hasPrompts,
            Names = hasMetadata ? [record.Organization, record.Team, record.Project, record.User, record.KeyName] : [],
            Session = hasMetadata ? CallSubject.Session(call.Http.Request.Headers) : null,
            Metadata = hasMetadata ? MetadataOf(call.Body) : default,
            // The request's memory is given back before an external policy may be done with it.
            Body = hasPrompts && call.Body.Length <= LongestBody ? call.Body.ToArray() : default,
        };
    }

    /// <summary>The value of the request's own <c>metadata</c>, as it is written; empty when there is none.</summary>
    private static ReadOnlyMemory<byte> MetadataOf(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isMetadata) return body[start..(int)reader.BytesConsumed].ToArray();
        }
        return default;
    }
}
