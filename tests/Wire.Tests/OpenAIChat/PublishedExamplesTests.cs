using System.Text.Json;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

/// <summary>
/// The examples in OpenAI's published API description, when it lies in <c>shared/data</c> beside or above the repository.
/// </summary>
public sealed class PublishedExamplesTests
{
    [Fact]
    public void Every_published_example_of_a_chat_request_and_answer_is_read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(FindDocument()));
        var operation = document.RootElement.GetProperty("paths").GetProperty("/chat/completions").GetProperty("post");
        var answers = 0;
        var chunks = 0;
        foreach (var example in operation.GetProperty("x-oaiMeta").GetProperty("examples").EnumerateArray())
        {
            var curl = example.GetProperty("request").GetProperty("curl").GetString()!;
            var body = Bytes.Of(curl[(curl.IndexOf("-d '", StringComparison.Ordinal) + 4)..curl.LastIndexOf('\'')]);
            ChatRequestScanner.TryScan(body, out _, out var defect).ShouldBeTrue(defect?.Message);
            var text = example.GetProperty("response").GetString()!;
            foreach (var line in text.Split("\n\n").Where(l => l.StartsWith("{\"id\"", StringComparison.Ordinal)))
            {
                new ChatStreamScanner().Scan(Bytes.Of(line)).Kind.ShouldBe(ChatStreamEventKind.Chunk, line);
                chunks++;
            }

            if (!IsJson(text))
                continue;
            var scan = ChatResponseScanner.Scan(Bytes.Of(text));
            (scan.HasChoices, scan.IsError).ShouldBe((true, false), text);
            scan.Usage.ShouldNotBeNull().Input.ShouldNotBeNull();
            answers++;
        }

        answers.ShouldBeGreaterThan(2);
        chunks.ShouldBeGreaterThan(2);
    }

    private static bool IsJson(string text)
    {
        var cursor = new JsonCursor(Bytes.Of(text));
        return cursor.Peek() == JsonKind.Object && cursor.Skip() && cursor.ReadEnd();
    }

    private static string FindDocument()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "openai-openapi.json");
            if (File.Exists(file))
                return file;
        }

        Assert.Skip("shared/data/openai-openapi.json is not here.");
        return "";
    }
}
