using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Routing.Health;

namespace Signalbox.Pipeline.Policies;

/// <summary>Writes what a policy is asked: the one place that says what scripts and servers see. Its words are those of signalbox.d.ts, which a test holds against them.</summary>
internal static class PolicyQuestionWriter
{
    private static readonly (ModelCapabilities Capability, string Name)[] Capabilities = [.. CapabilityNames.All.Select(name => (CapabilityNames.Parse([name]), name))];

    /// <summary>Writes it.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="target">The group.</param>
    /// <param name="ask">What the members' figures are reckoned with.</param>
    /// <param name="eligible">Per member, whether it can serve the request; the others are not shown.</param>
    public static PolicyQuestion Write(PolicyFacts facts, CallableTarget target, in RouteAsk ask, ReadOnlySpan<bool> eligible)
    {
        var buffer = new ArrayBufferWriter<byte>(2048 + facts.Granted?.Body.Length ?? 2048);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("schema"u8, PolicyQuestion.Schema);
            writer.WriteStartObject("request"u8);
            WriteRequest(writer, facts, target);
            writer.WriteEndObject();
            writer.WriteStartArray("members"u8);
            for (var i = 0; i < eligible.Length; i++)
                if (eligible[i]) WriteMember(writer, target.Members[i], ask);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return new(buffer.WrittenMemory, target.Policy?.Policy.External is { CacheSeconds: > 0 } ? PolicyLikenesses.Of(facts, target, eligible) : null);
    }

    private static void WriteRequest(Utf8JsonWriter writer, PolicyFacts facts, CallableTarget target)
    {
        writer.WriteString("group"u8, target.Name);
        writer.WriteStartArray("tags"u8);
        foreach (var tag in target.Asset.Tags) writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteString("api"u8, facts.Api);
        writer.WriteBoolean("stream"u8, facts.Stream);
        WriteCapabilities(writer, "uses"u8, facts.Needs);
        writer.WriteNumber("input_tokens"u8, facts.InputTokens);
        Write(writer, "output_tokens"u8, facts.OutputTokens);
        writer.WriteNumber("text_bytes"u8, facts.TextBytes);
        writer.WriteNumber("at"u8, facts.At);
        writer.WriteString("organization_id"u8, facts.OrganizationId);
        writer.WriteString("team_id"u8, facts.TeamId);
        writer.WriteString("project_id"u8, facts.ProjectId);
        writer.WriteString("user_id"u8, facts.UserId);
        writer.WriteString("key_id"u8, facts.KeyId);
        writer.WriteString("environment"u8, facts.Environment);
        if (facts.Granted is { HasMetadata: true } named) WriteMetadata(writer, named);
        if (facts.Granted is { HasPrompts: true } told) WriteRaw(writer, "body"u8, told.Body);
    }

    private static void WriteMetadata(Utf8JsonWriter writer, GrantedFacts granted)
    {
        writer.WriteStartObject("names"u8);
        writer.WriteString("organization"u8, granted.Names[0]);
        writer.WriteString("team"u8, granted.Names[1]);
        writer.WriteString("project"u8, granted.Names[2]);
        writer.WriteString("user"u8, granted.Names[3]);
        writer.WriteString("key"u8, granted.Names[4]);
        writer.WriteEndObject();
        writer.WriteString("session"u8, granted.Session);
        WriteRaw(writer, "metadata"u8, granted.Metadata);
    }

    private static void WriteMember(Utf8JsonWriter writer, RouteMember member, in RouteAsk ask)
    {
        var figures = MemberFigures.Of(member, ask);
        var deployment = Best(member, ask.Now);
        var price = deployment.Deployment.Price;
        writer.WriteStartObject();
        writer.WriteString("model"u8, member.Model);
        writer.WriteNumber("weight"u8, member.Weight);
        writer.WriteNumber("priority"u8, member.Priority);
        Write(writer, "quality"u8, member.Quality == 0 ? null : member.Quality);
        writer.WriteString("health"u8, HealthWords.Of(deployment.Health, ask.Now));
        Write(writer, "latency_ms"u8, figures.LatencyMs);
        writer.WriteNumber("success"u8, figures.Success);
        writer.WriteNumber("in_flight"u8, figures.InFlight);
        Write(writer, "cost_usd"u8, figures.CostMicros / 1_000_000.0);
        Write(writer, "input_price_usd"u8, price?.Input / 1_000_000.0);
        Write(writer, "output_price_usd"u8, price?.Output / 1_000_000.0);
        Write(writer, "context_tokens"u8, deployment.Deployment.ContextTokens);
        Write(writer, "max_output_tokens"u8, deployment.Deployment.OutputTokens);
        WriteCapabilities(writer, "capabilities"u8, deployment.Capabilities);
        writer.WriteStartArray("providers"u8);
        foreach (var one in member.Deployments) writer.WriteStringValue(one.Provider.Name);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The deployment that a member is described by: the first that calls may go to.</summary>
    private static RouteDeployment Best(RouteMember member, long now)
    {
        foreach (var deployment in member.Deployments)
            if (deployment.Health?.Admits(now) != false) return deployment;
        return member.Deployments[0];
    }

    private static void WriteCapabilities(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ModelCapabilities set)
    {
        writer.WriteStartArray(name);
        foreach (var (capability, word) in Capabilities)
            if ((set & capability) != 0) writer.WriteStringValue(word);
        writer.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        if (json.IsEmpty) writer.WriteNullValue();
        else writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } known && double.IsFinite(known)) writer.WriteNumber(name, known);
        else writer.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } known) writer.WriteNumber(name, known);
        else writer.WriteNull(name);
    }
}
