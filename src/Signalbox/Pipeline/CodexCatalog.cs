using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;

namespace Signalbox.Pipeline;

/// <summary>
/// <c>GET /v1/codex/models.json</c>: what the presented key may call and Codex could work with, in the form of the file that Codex's setting
/// <c>model_catalog_json</c> names. Without an entry there, Codex takes a model for one it knows nothing of: a context of its own guess, no images, no
/// effort to choose. Its types: https://github.com/openai/codex/blob/main/codex-rs/protocol/src/openai_models.rs (<c>ModelsResponse</c>,
/// <c>ModelInfo</c>); fields are written that releases before 0.169 require, too.
/// </summary>
internal static class CodexCatalog
{
    /// <summary>Codex does nothing without tools, so a model that has none is of no use to it.</summary>
    private static readonly RequestShape Shape = new(ModelCapabilities.Responses, ModelCapabilities.Tools, 0, null);

    /// <summary>Lists them.</summary>
    public static async Task ListAsync(Call call)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("models");
            var place = 0;
            foreach (var target in call.Snapshot.AllowedTargets(call.Principal!, call.Record.StartedAt))
                if (Serving(target) is { Count: > 0 } serving)
                    Write(json, target, serving, ++place);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await ModelListing.AnswerAsync(call, body.WrittenMemory);
    }

    /// <summary>Those of a target's deployments that can serve Codex's calls, as they are or translated.</summary>
    private static List<RouteDeployment> Serving(CallableTarget target) =>
        [.. target.Members.SelectMany(m => m.Deployments).Where(d => Eligibility.Judge(Shape, d) == EligibilityGap.None)];

    /// <param name="json">Where to.</param>
    /// <param name="target">The target.</param>
    /// <param name="serving">What serves it. A call that needs more than one of them can do goes to another, so the most that any can counts.</param>
    /// <param name="place">Its place in Codex's list of models.</param>
    private static void Write(Utf8JsonWriter json, CallableTarget target, IReadOnlyList<RouteDeployment> serving, int place)
    {
        var reasons = serving.Any(d => (d.Capabilities & ModelCapabilities.Reasoning) != 0);
        json.WriteStartObject();
        json.WriteString("slug", target.Name);
        json.WriteString("display_name", target.Name);
        json.WriteNull("description");
        WriteReasoning(json, reasons);
        json.WriteString("shell_type", "unified_exec");
        json.WriteString("visibility", "list");
        json.WriteBoolean("supported_in_api", true);
        json.WriteNumber("priority", place);
        json.WriteNull("upgrade");
        json.WriteString("base_instructions", CodexInstructions.Text);
        json.WriteBoolean("support_verbosity", false);
        json.WriteNull("default_verbosity");
        WriteApplyPatch(json, serving);
        json.WriteStartObject("truncation_policy");
        json.WriteString("mode", "tokens");
        json.WriteNumber("limit", 10_000);
        json.WriteEndObject();
        json.WriteBoolean("supports_parallel_tool_calls", serving.Any(d => d.Capabilities == 0 || (d.Capabilities & ModelCapabilities.ParallelTools) != 0));
        WriteContext(json, serving);
        json.WriteStartArray("experimental_supported_tools");
        json.WriteEndArray();
        json.WriteStartArray("input_modalities");
        json.WriteStringValue("text");
        if (serving.Any(d => d.Capabilities == 0 || (d.Capabilities & ModelCapabilities.Images) != 0)) json.WriteStringValue("image");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Only efforts that every API has a word for, and none where nothing says that the model thinks.</summary>
    private static void WriteReasoning(Utf8JsonWriter json, bool reasons)
    {
        if (reasons) json.WriteString("default_reasoning_level", "medium");
        json.WriteStartArray("supported_reasoning_levels");
        if (reasons)
        {
            WriteLevel(json, "low", "Short thoughts, quick answers");
            WriteLevel(json, "medium", "For most work");
            WriteLevel(json, "high", "Long thoughts, for what is hard");
        }
        json.WriteEndArray();
        json.WriteBoolean("supports_reasoning_summaries", reasons);
        json.WriteString("default_reasoning_summary", reasons ? "auto" : "none");
    }

    private static void WriteLevel(Utf8JsonWriter json, string effort, string description)
    {
        json.WriteStartObject();
        json.WriteString("effort", effort);
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    /// <summary>
    /// The patch tool is text after a grammar, which only OpenAI's responses hold a model to: others get the shell alone, as Codex gives models that it
    /// does not know.
    /// </summary>
    private static void WriteApplyPatch(Utf8JsonWriter json, IReadOnlyList<RouteDeployment> serving)
    {
        if (serving.All(d => ApiDialects.For(d, ApiDialects.Responses) == ApiDialects.Responses)) json.WriteString("apply_patch_tool_type", "freeform");
        else json.WriteNull("apply_patch_tool_type");
    }

    /// <summary>The least that is known, since Codex shortens a conversation by it before any member would refuse it.</summary>
    private static void WriteContext(Utf8JsonWriter json, IReadOnlyList<RouteDeployment> serving)
    {
        if (serving.Min(d => d.Deployment.ContextTokens) is not { } context) return;
        json.WriteNumber("context_window", context);
        json.WriteNumber("max_context_window", context);
    }
}
