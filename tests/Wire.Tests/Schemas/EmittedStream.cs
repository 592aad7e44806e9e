using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Wire.Tests.Sse;

namespace Wire.Tests.Schemas;

/// <summary>Takes what a writer emits, and reads it as a client does.</summary>
internal sealed class EmittedStream
{
    public const string Done = "[DONE]";

    /// <summary>What is written into.</summary>
    public ArrayBufferWriter<byte> Output { get; } = new();

    /// <summary>The events, each with its name and data.</summary>
    public IReadOnlyList<(string Name, string Data)> Events => ReferenceSseParser.Parse(Output.WrittenSpan.ToArray());

    /// <summary>The data of each event but a <c>[DONE]</c>.</summary>
    public IReadOnlyList<JsonElement> Data => [.. Events.Where(sse => sse.Data != Done).Select(sse => JsonElement.Parse(sse.Data))];

    /// <summary>Tells an answer to a writer, which must end each call at the end of an event.</summary>
    public void Tell(AnswerScript script, IAnswerSink writer, int? calls = null) => script.TellTo(writer, calls, () =>
    {
        if (Output.WrittenCount > 0)
            Output.WrittenSpan.EndsWith("\n\n"u8).ShouldBeTrue("a call ended inside an event");
    });

    /// <summary>Every event's data validates.</summary>
    public void ShouldValidate(JsonSchemaDocument schemas, string component)
    {
        foreach (var data in Data)
            schemas.Errors(component, data).ShouldBeEmpty(data.GetRawText());
    }

    /// <summary>Every event is named as its data's <c>type</c>.</summary>
    public void ShouldBeNamedByType()
    {
        foreach (var (name, data) in Events)
            JsonElement.Parse(data).GetProperty("type").GetString().ShouldBe(name);
    }
}
