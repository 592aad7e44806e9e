using System.Text;
using System.Text.Json.Nodes;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>A text of an item that comes in pieces: that of a part, or, without a list, the item's own.</summary>
/// <param name="List">The item's member that holds the part, <c>content</c> or <c>summary</c>; null for arguments and input.</param>
/// <param name="Index">Its place in there.</param>
internal sealed record ResponsesTextSoFar(string? List, int Index)
{
    /// <summary>What came of it.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The part as it was told first, or is at its end.</summary>
    public JsonObject Part { get; private set; } = [];

    /// <summary>The member that holds the text; null as long as it is not known to have one.</summary>
    public string? Member { get; private set; }

    /// <summary>The event that tells the whole text.</summary>
    public string? DoneType { get; private set; }

    /// <summary>Whether it was told whole.</summary>
    public bool IsTextDone { get; set; }

    /// <summary>Whether the part was told whole.</summary>
    public bool IsPartDone { get; private set; }

    /// <summary>The member of an event that tells which part it is of.</summary>
    public string IndexName => List == "summary" ? "summary_index" : "content_index";

    /// <summary>It is known what holds it.</summary>
    public void IsIn(string member, string doneType) => (Member, DoneType) = (member, doneType);

    /// <summary>The part is told: as it begins, or whole.</summary>
    public void Tell(JsonObject part, bool isWhole)
    {
        (Part, IsPartDone) = (part, isWhole);
        switch ((string?)part["type"])
        {
            case "output_text":
                IsIn("text", "response.output_text.done");
                break;
            case "refusal":
                IsIn("refusal", "response.refusal.done");
                break;
            case "summary_text":
                IsIn("text", "response.reasoning_summary_text.done");
                break;
            case "reasoning_text":
                IsIn("text", "response.reasoning_text.done");
                break;
        }
        if (isWhole && Member is { } member) Text.Clear().Append((string?)part[member]);
    }

    /// <summary>The part with its text.</summary>
    public JsonObject Told()
    {
        var part = Part.DeepClone().AsObject();
        if (Member is { } member) part[member] = Text.ToString();
        return part;
    }
}
