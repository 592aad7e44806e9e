using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>Puts a caller's request into the dialect of an upstream that speaks another.</summary>
internal static class RequestTranslation
{
    /// <summary>Writes the body for the upstream, or says why it cannot be written.</summary>
    public static (ReadOnlyMemory<byte> Body, AttemptFailure? Refusal) Write(Call call, ITranslationTarget dialect, RouteDeployment deployment, Upstream upstream)
    {
        var translation = call.Translation;
        TranslationNotes? notes = null;
        var defect = translation.Defect ?? dialect.RulesFor(upstream).Judge(translation.Request, out notes);
        if (defect is not null)
        {
            // No upstream was called.
            call.Record.Attempts--;
            return (default, new AttemptFailure("invalid-request", defect.Message) { Refusal = CallError.InvalidRequest(defect) });
        }
        using var narrowed = new NarrowedRequest(translation.Request, deployment, ref notes);
        foreach (var omitted in dialect.Omits(translation.Request, deployment, upstream))
            foreach (var use in translation.Request.Uses)
                if (use.Feature == omitted) (notes ??= new TranslationNotes()).Add(FeatureTreatment.Dropped, use.Param);
        if (dialect.AddsBound(translation.Request, deployment) && call.Dialect.Conversation is { } spoken)
            (notes ??= new TranslationNotes()).Add(FeatureTreatment.Emulated, spoken.BoundField);
        call.TranslationNotes = notes?.ToString();
        var body = new ArrayBufferWriter<byte>(call.Body.Length + 256);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }))
            dialect.Write(translation.Request, deployment, upstream, json);
        return (body.WrittenMemory, null);
    }
}
