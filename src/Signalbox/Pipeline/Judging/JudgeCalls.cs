using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Shadowing;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Judging;

/// <summary>Asks a model as the gateway itself: through the clients that serve callers, and with a record of its own that no key pays for.</summary>
internal sealed class JudgeCalls(SilentCalls silent, SnapshotHolder snapshots, TimeProvider time)
{
    private const int MostOutputTokens = 2_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Asks, and returns what was said with its cost in micro-USD; no text when there was no answer.</summary>
    public async Task<(string? Text, long? CostMicros)> AskAsync(string model, string text, CancellationToken cancellation)
    {
        var snapshot = snapshots.Current;
        if (snapshot.FindTarget(model) is not { IsRouteGroup: false, Members.Count: > 0 } target) return (null, null);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var call = silent.Create(ApiDialects.Chat, snapshot, target, "judge", either.Token);
        var json = Write(model, text);
        var body = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(body, 0);
        call.SetBody(body, json.Length);
        RouteDeployment[] deployments = [.. target.Members.SelectMany(member => member.Deployments)];
        if (!await silent.TryAskAsync(call, deployments) || call.Record.Status != CallStatus.Success) return (null, call.Record.CostMicros);
        return (AnswerTexts.Read(call, (ITranslationTarget)call.Dialect, call.Capture!), call.Record.CostMicros);
    }

    private static byte[] Write(string model, string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteNumber("max_completion_tokens", MostOutputTokens);
            writer.WriteStartArray("messages");
            writer.WriteStartObject();
            writer.WriteString("role", "user");
            writer.WriteString("content", text);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
