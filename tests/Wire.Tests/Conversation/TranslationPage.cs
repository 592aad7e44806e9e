using System.Text;
using System.Text.RegularExpressions;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Conversation;

/// <summary>The tables of docs/reference/translation.md, written from the rules that the translation obeys.</summary>
internal static partial class TranslationPage
{
    private static readonly DialectRules[] Tables = [ChatRules.Table, ResponsesRules.Table, MessagesRules.Table, GeminiRules.Table, ConverseRules.Table];

    /// <summary>Where the page lies.</summary>
    public static string Path { get; } = ProjectFiles.Find("docs/reference/translation.md");

    /// <summary>The page as it should be.</summary>
    public static string Render()
    {
        var page = new StringBuilder("""
            # What translation keeps, changes and leaves out

            A call whose caller and model speak the same dialect is passed on byte for byte. Where they differ, every feature of the request has a rule:

            - **kept**: the model's API says the same;
            - **mapped**: it says it differently, with the same meaning;
            - **emulated**: it is brought about by other means, and the response names the field in `x-signalbox-translation`;
            - **dropped**: it is left out, and the response names the field in `x-signalbox-translation`: `dropped=seed,logit_bias`;
            - **rejected**: the call is refused with 400 `invalid-request` that names the field, before any upstream is called, since the answer would mean something else without it.

            Parts of an answer that the caller's API has no place for are named behind `left_out=` in the same header; in a stream, whose headers are out by then, on the record of the call and in its trace.

            These tables are written from the code (`eng/translation.sh`); a test fails when they are not what it does.

            """.ReplaceLineEndings("\n"));
        foreach (var table in Tables) Append(page, table, table.All, "");
        var vertex = MessagesRules.For(MessagesServer.Vertex);
        Append(page, vertex, vertex.All.Except(MessagesRules.Table.All), "Claude is spoken to there as by Anthropic, with these exceptions.\n\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, DialectRules table, IEnumerable<FeatureRule> rules, string about)
    {
        page.Append("\n## Into ").Append(table.Dialect).Append("\n\n").Append(about).Append("| feature | | how |\n|---|---|---|\n");
        foreach (var rule in rules.OrderBy(rule => rule.Feature))
            page.Append($"| {Words(rule.Feature)} | {Words(rule.Treatment)} | {rule.Explanation} |\n");
    }

    private static string Words<T>(T value) where T : struct, Enum => WordStart().Replace(value.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
