using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Metering;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>Puts a whole answer into the caller's dialect.</summary>
internal static class AnswerTranslation
{
    /// <summary>Media type of a translated stream.</summary>
    public const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>Writes the answer as the caller asked for it: as one document, or as a stream.</summary>
    /// <returns>As of <see cref="ITranslationTarget.Tell"/>; then what was written is of no use.</returns>
    public static AnswerError? Translate(
        Call call, ConversationDialect to, ITranslationTarget from, RouteDeployment deployment, Upstream upstream, ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        var document = call.Record.Stream ? null : to.CreateDocument(call);
        try
        {
            var sink = new ToldOmissions(call, Before(document ?? to.CreateStream(call, output), call, from, deployment, upstream));
            if (from.Tell(call, body, sink) is { } error) return error;
        }
        catch (Exception failure) when (failure is InvalidOperationException or JsonException)
        {
            // A string of the answer holds half of a surrogate pair, which no string can; or it is nested beyond all sense.
            return AnswerError.NoAnswer;
        }
        document?.WriteTo(output);
        return null;
    }

    /// <summary>Puts before the caller's writer what stands in for things the upstream's API has no word for, or its model does not take.</summary>
    public static IAnswerSink Before(IAnswerSink writer, Call call, ITranslationTarget from, RouteDeployment deployment, Upstream upstream)
    {
        var request = call.Translation.Request;
        var sink = CustomToolSink.Before(writer, request);
        var endsHere = request.StopSequences.Count > 0
            && (from.RulesFor(upstream)[ConversationFeature.StopSequences].Treatment == FeatureTreatment.Emulated
                || from.Emulates(request, deployment, upstream).Contains(ConversationFeature.StopSequences));
        return EstimatedCounts.Before(endsHere ? StopSequenceSink.Before(sink, request) : sink, call);
    }
}
