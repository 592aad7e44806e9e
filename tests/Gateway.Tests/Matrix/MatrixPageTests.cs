using Signalbox.Wire.Conversation;
using Xunit.Sdk;

namespace Gateway.Tests.Matrix;

/// <summary>The matrix is whole, and its page shows it.</summary>
public sealed class MatrixPageTests
{
    [Fact]
    public void The_page_shows_the_matrix_that_is_tested()
    {
        var fresh = MatrixPage.Render();
        if (Environment.GetEnvironmentVariable("SIGNALBOX_WRITE_TRANSLATION") == "1") File.WriteAllText(MatrixPage.File, fresh);

        File.ReadAllText(MatrixPage.File).ShouldBe(fresh, "the page is stale: run eng/translation.sh");
    }

    [Fact]
    public async Task Every_cell_has_a_case_for_a_whole_answer_and_one_for_a_stream()
    {
        var cases = new HashSet<(MatrixFeature, MatrixCaller, MatrixKind, bool)>();
        foreach (var theory in MatrixTheory.All)
        {
            theory.Method.GetCustomAttributes(typeof(TheoryAttribute), inherit: false).ShouldHaveSingleItem($"{theory.Method.Name} would not run");
            theory.Method.GetParameters().Select(parameter => parameter.ParameterType).ShouldBe([typeof(MatrixCaller), typeof(MatrixKind), typeof(bool)], theory.Method.Name);
            await using var tracker = new DisposalTracker();
            foreach (var data in await theory.Cells.GetData(theory.Method, tracker))
            {
                data.Skip.ShouldBeNull();
                var row = data.GetData();
                cases.Add((theory.Cells.Feature, (MatrixCaller)row[0]!, (MatrixKind)row[1]!, (bool)row[2]!)).ShouldBeTrue($"two cases for {theory.Cells.Feature}, {row[0]}, {row[1]}");
            }
        }

        var missing =
            from feature in Enum.GetValues<MatrixFeature>()
            from caller in Enum.GetValues<MatrixCaller>()
            from kind in Enum.GetValues<MatrixKind>()
            from stream in new[] { false, true }
            where FeatureRows.Of(feature).TreatmentOf(caller, kind) != CellTreatment.Unsaid && !cases.Contains((feature, caller, kind, stream))
            select $"{feature}, {caller}, {kind}, {(stream ? "stream" : "whole")}";
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_of_the_translation_has_a_row() =>
        Enum.GetValues<ConversationFeature>().Except(FeatureRows.Unlisted).Except(FeatureRows.All.Where(row => row.Rule is not null).Select(row => row.Rule!.Value)).ShouldBeEmpty();
}
