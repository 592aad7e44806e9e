using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Signalbox.Admin;

namespace Gateway.Tests.ControlPlane;

/// <summary>The forms of answers wait for their first use, and are what they would have been.</summary>
public sealed class AnswerMetadataTests
{
    [Fact]
    public void An_answer_reads_as_without_waiting()
    {
        var at = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        object[] answers =
        [
            new Answer("ä<b>", 7, null, [1, 2], at), new List<Answer> { new("x", 0, "y", [], at) }, 42, "text", new { ErrorCount = 3 },
            new Dictionary<string, Answer?> { ["AKey"] = null }, new JsonObject { ["AsItIs"] = 1 },
        ];
        var (waiting, plain) = (Options(), Options());
        AnswerMetadata.Defer(waiting);
        foreach (var answer in answers)
        {
            JsonSerializer.Serialize(answer, answer.GetType(), waiting).ShouldBe(JsonSerializer.Serialize(answer, answer.GetType(), plain));
            JsonSerializer.Serialize(answer, waiting).ShouldBe(JsonSerializer.Serialize(answer, plain));
        }
        JsonSerializer.Deserialize<Answer>("""{"name":"x","some_count":3,"numbers":[5]}""", waiting)!.SomeCount.ShouldBe(3);
    }

    [Fact]
    public void Only_what_answers_are_written_with_waits()
    {
        var waiting = Options();
        AnswerMetadata.Defer(waiting);
        waiting.MakeReadOnly();

        waiting.GetTypeInfo(typeof(Answer)).Kind.ShouldBe(JsonTypeInfoKind.None, "nothing was looked up");
        var copy = new JsonSerializerOptions(waiting);
        copy.GetTypeInfo(typeof(Answer)).Properties.Select(property => property.Name).ShouldContain("some_count");
    }

    private static JsonSerializerOptions Options() => new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.Strict, TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private sealed record Answer(string Name, int SomeCount, string? Nothing, IReadOnlyList<int> Numbers, DateTimeOffset At);
}
