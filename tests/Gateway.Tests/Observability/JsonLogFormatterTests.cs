using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Observability.Logging;
using Testing.Time;

namespace Gateway.Tests.Observability;

public sealed class JsonLogFormatterTests
{
    [Fact]
    public void A_line_is_one_object_with_the_parameters_under_their_names()
    {
        var line = Format("Call {RequestId} was refused: {Code} after {Ms}", [new("RequestId", "01J"), new("Code", "a\nb"), new("Ms", 5), new("{OriginalFormat}", "x")], null);

        line.Count(c => c == '\n').ShouldBe(1);
        var json = JsonNode.Parse(line)!;
        ((string?)json["level"], (int)json["event_id"]!, (string?)json["event"], (string?)json["category"]).ShouldBe(("information", 501, "was_refused", "Signalbox.Test"));
        ((string?)json["request_id"], (string?)json["code"], (int)json["ms"]!).ShouldBe(("01J", "a\nb", 5));
        DateTimeOffset.Parse((string)json["time"]!, null).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_parameter_cannot_overwrite_a_field_of_the_line()
    {
        var json = JsonNode.Parse(Format("{Level}", [new("Level", "mine")], null))!;

        ((string?)json["level"], (string?)json["level_"]).ShouldBe(("information", "mine"));
    }

    [Fact]
    public void A_fault_is_told_whole_and_stays_on_its_line()
    {
        var line = Format("x", [], new InvalidOperationException("first\nsecond"));

        line.TrimEnd('\n').ShouldNotContain('\n');
        ((string?)JsonNode.Parse(line)!["exception"])!.ShouldContain("InvalidOperationException");
    }

    [Theory]
    [InlineData(null, true, false)]
    [InlineData(null, false, true)]
    [InlineData("json", true, true)]
    [InlineData("text", false, false)]
    public void People_at_a_terminal_get_text_and_machines_get_json(string? format, bool isTerminal, bool json) =>
        LogOptions.Read(name => name == "SIGNALBOX_LOG_FORMAT" ? format : null, isTerminal).Json.ShouldBe(json);

    private static string Format(string message, KeyValuePair<string, object?>[] parameters, Exception? exception)
    {
        var entry = new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
            LogLevel.Information, "Signalbox.Test", new EventId(501, "WasRefused"), parameters, exception, (_, _) => message);
        using var output = new StringWriter { NewLine = "\n" };
        new JsonLogFormatter(new FakeTimeProvider()).Write(entry, null, output);
        return output.ToString();
    }
}
