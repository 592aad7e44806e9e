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
        Note(dialect.Omits(translation.Request, deployment, upstream), FeatureTreatment.Dropped, translation.Request, ref notes);
        Note(dialect.Emulates(translation.Request, deployment, upstream), FeatureTreatment.Emulated, translation.Request, ref notes);
        if (dialect.AddsBound(translation.Request, deployment) && call.Dialect.Conversation is { } spoken)
            (notes ??= new TranslationNotes()).Add(FeatureTreatment.Emulated, spoken.BoundField);
        call.TranslationNotes = notes?.ToString();
        var body = new ArrayBufferWriter<byte>(call.Body.Length + 256);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }))
            dialect.Write(translation.Request, deployment, upstream, json);
        return (body.WrittenMemory, null);
    }

    private static void Note(IReadOnlyList<ConversationFeature> features, FeatureTreatment treatment, ConversationRequest request, ref TranslationNotes? notes)
    {
        foreach (var feature in features)
            foreach (var use in request.Uses)
                if (use.Feature == feature) (notes ??= new TranslationNotes()).Add(treatment, use.Param);
    }
}
