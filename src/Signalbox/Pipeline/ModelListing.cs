using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;

namespace Signalbox.Pipeline;

/// <summary><c>GET /v1/models</c>: exactly what the presented key may call, by the decision that a call gets.</summary>
internal static class ModelListing
{
    /// <summary>Lists the caller's targets, in the form of the API that the caller speaks.</summary>
    public static async Task ListAsync(Call call, CallPipeline pipeline)
    {
        var body = new ArrayBufferWriter<byte>();
        IReadOnlyList<CallableTarget> targets = [.. call.Snapshot.AllowedTargets(call.Principal!, call.Record.StartedAt)];
        var hasMore = false;
        if (call.Dialect == ApiDialects.Messages)
        {
            (targets, hasMore) = ModelPage.Of(call.Http.Request.Query, targets, out var defect);
            if (defect is not null)
            {
                await pipeline.AnswerErrorAsync(call, CallError.InvalidRequest(defect));
                return;
            }
        }
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (call.Dialect == ApiDialects.Chat) json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var target in targets) Write(call, json, target);
            json.WriteEndArray();
            if (call.Dialect == ApiDialects.Messages)
            {
                json.WriteBoolean("has_more", hasMore);
                json.WriteString("first_id", targets is [var first, ..] ? first.Name : null);
                json.WriteString("last_id", targets is [.., var last] ? last.Name : null);
            }
            json.WriteEndObject();
        }
        await AnswerAsync(call, body.WrittenMemory);
    }

    /// <summary>Answers with one of the caller's targets; to a caller who may not call it, it does not exist.</summary>
    public static async Task FindAsync(Call call, CallPipeline pipeline)
    {
        // Routing leaves this one escape as it is, and SDKs send it.
        var name = (call.Http.Request.RouteValues["id"] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (call.Snapshot.FindTarget(name) is not { } target || !AccessEngine.Decide(call.Principal!.Chain, target.Asset, call.Record.StartedAt).Allowed)
        {
            await pipeline.AnswerErrorAsync(call, new CallError(StatusCodes.Status404NotFound,
                "The model does not exist, or your key may not call it. GET /v1/models lists what it may.", "model_not_found") { Param = "model" });
            return;
        }
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body)) Write(call, json, target);
        await AnswerAsync(call, body.WrittenMemory);
    }

    private static void Write(Call call, Utf8JsonWriter json, CallableTarget target)
    {
        json.WriteStartObject();
        if (call.Dialect == ApiDialects.Messages)
        {
            // https://docs.anthropic.com/en/api/models-list
            json.WriteString("type", "model");
            json.WriteString("id", target.Name);
            json.WriteString("display_name", target.Name);
            json.WriteString("created_at", DateTimeOffset.FromUnixTimeSeconds(target.CreatedAt).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            var demo = target.Members.Count > 0 && target.Members.All(m => m.Deployments.All(d => d.Provider.Kind == ProviderKind.Demo));
            json.WriteString("id", target.Name);
            json.WriteString("object", "model");
            json.WriteNumber("created", target.CreatedAt);
            json.WriteString("owned_by", demo ? "signalbox-demo" : "signalbox");
        }
        json.WriteEndObject();
    }

    /// <summary>Answers a caller's listing.</summary>
    public static async Task AnswerAsync(Call call, ReadOnlyMemory<byte> body)
    {
        var response = call.Http.Response;
        response.Headers[Admin.RequestId.Header] = call.RequestId;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, call.Http.RequestAborted);
    }
}
