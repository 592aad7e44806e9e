using System.Text;
using Testing.Files;

namespace Gateway.Tests.Matrix;

/// <summary>The tables of docs/reference/matrix.md, written from the rows of the matrix and the theories that test them.</summary>
internal static class MatrixPage
{
    private const string Folder = "../../tests/Gateway.Tests/Matrix/";

    private static readonly (MatrixCaller Caller, string Title)[] Callers =
    [
        (MatrixCaller.ChatCompletions, "Callers of chat completions"), (MatrixCaller.Responses, "Callers of responses"), (MatrixCaller.Messages, "Callers of messages"),
    ];

    /// <summary>Where the page lies.</summary>
    public static string File { get; } = ProjectFiles.Find("docs/reference/matrix.md");

    /// <summary>The page as it should be.</summary>
    public static string Render()
    {
        var page = new StringBuilder("""
            # The matrix: every dialect to every kind of provider

            What a caller says in its dialect, and what becomes of it at each kind of provider:

            - **as it is**: both speak the same dialect, and the bytes pass;
            - **kept**, **mapped**, **emulated**, **dropped**, **rejected**: as [the rules](translation.md) have it;
            - **–**: the provider has no word for it.

            Each cell is tested twice, with a whole answer and with a stream: the request is written as the caller's SDK would, a provider that speaks the dialect of its vendor's documentation tells what it saw, and the answer is put together as the SDK does. In a checkout each cell links to its test; the last column has the test's name, by which it can be run:

            ```sh
            dotnet tests/Gateway.Tests/bin/Debug/net10.0/Gateway.Tests.dll --filter-method '*.Text_goes_there_and_comes_back'
            ```

            `openai` and `azure_openai` stand for models that answer chat completions and responses; callers of messages reach their models that reason by responses. `openai_compatible` stands for a server that nothing more is known of: what other servers take is [on a page of its own](chat-servers.md). The columns of Claude are tested with Claude Sonnet 4.5, those of Google with Gemini 2.0 Flash and, where it is about thinking, Gemini 3 Pro: other models may take less, which the rules tell.

            This page is written from the tests (`eng/translation.sh`). A test fails when it is stale, and another when a cell has no test.

            """.ReplaceLineEndings("\n"));
        foreach (var (caller, title) in Callers)
        {
            page.Append($"\n## {title}\n\n| feature | {string.Join(" | ", MatrixKinds.Titles.Values)} | test |\n|---|{string.Concat(MatrixKinds.Titles.Select(_ => "---|"))}---|\n");
            foreach (var row in FeatureRows.All.Where(row => IsSaidBy(caller, row))) AppendRow(page, caller, row);
            page.Append($"\nThey have no word for: {string.Join(", ", FeatureRows.All.Where(row => !IsSaidBy(caller, row)).Select(row => row.Title))}.\n");
        }
        return page.ToString();
    }

    private static bool IsSaidBy(MatrixCaller caller, FeatureRow row) => MatrixKinds.Titles.Keys.Any(kind => row.TreatmentOf(caller, kind) != CellTreatment.Unsaid);

    private static void AppendRow(StringBuilder page, MatrixCaller caller, FeatureRow row)
    {
        var theory = MatrixTheory.Of(row.Feature);
        var cells = MatrixKinds.Titles.Keys.Select(kind => row.TreatmentOf(caller, kind) switch
        {
            CellTreatment.Unsaid => "–",
            var treatment => $"[{Word(treatment)}]({Folder}{theory.Cells.Place})",
        });
        page.Append($"| {row.Title} | {string.Join(" | ", cells)} | `{theory.Method.Name}` |\n");
    }

    private static string Word(CellTreatment treatment) => treatment == CellTreatment.AsItIs ? "as it is" : treatment.ToString().ToLowerInvariant();
}
