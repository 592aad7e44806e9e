using System.Globalization;
using System.Text.RegularExpressions;

namespace Signalbox.Import.LiteLlm;

/// <summary>
/// One value of a LiteLLM file. It remembers where it stands and whether the import has taken it, so that what nobody took can be listed at the end.
/// </summary>
/// <param name="path">Where it stands in the document, such as <c>model_list[0].litellm_params.model</c>.</param>
/// <param name="place">Where it stands in the text, such as <c>line 4</c>, with the file's name for an included one.</param>
internal sealed partial class LiteLlmNode(string path, string place)
{
    private bool _taken;

    /// <summary>Where it stands in the document.</summary>
    public string Path { get; } = path;

    /// <summary>Where it stands in the text.</summary>
    public string Place { get; } = place;

    /// <summary>The text of a scalar; null for a list, a mapping and nothing.</summary>
    public string? Text { get; init; }

    /// <summary>The members of a list; null unless it is one.</summary>
    public IReadOnlyList<LiteLlmNode>? Items { get; init; }

    /// <summary>The fields of a mapping, in the order written; null unless it is one.</summary>
    public IReadOnlyDictionary<string, LiteLlmNode>? Fields { get; init; }

    /// <summary>
    /// The environment variable the value is read from; null when it is written out. LiteLLM's form is <c>os.environ/NAME</c>
    /// (<see href="https://docs.litellm.ai/docs/proxy/configs"/>); <c>${NAME}</c> is what a template would fill in.
    /// </summary>
    public string? Variable => Text is not null && Reference().Match(Text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>The value in Signalbox's words: a reference to the environment stays one.</summary>
    public string? Written => Variable is { } name ? $"${{{name}}}" : Text;

    /// <summary>The value as a number; null when it is none.</summary>
    public decimal? Number => decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether it says yes, as YAML 1.1 spells it.</summary>
    public bool IsTrue => Text is not null && Text.ToLowerInvariant() is "true" or "yes" or "on";

    /// <summary>Takes the first of the fields that holds something; all that are named count as taken.</summary>
    public LiteLlmNode? Take(params ReadOnlySpan<string> names)
    {
        LiteLlmNode? found = null;
        foreach (var name in names)
        {
            if (Fields is null || !Fields.TryGetValue(name, out var field)) continue;
            field._taken = true;
            if (field.Text is not null || field.Items is not null || field.Fields is not null) found ??= field;
        }
        return found;
    }

    /// <summary>Takes the value with everything in it.</summary>
    public LiteLlmNode TakeAll()
    {
        _taken = true;
        foreach (var item in Items ?? []) item.TakeAll();
        foreach (var field in Fields?.Values ?? []) field.TakeAll();
        return this;
    }

    /// <summary>What was not taken: a field that nobody took stands for all that is in it.</summary>
    public IEnumerable<LiteLlmNode> Left() =>
        (Fields?.Values.SelectMany(field => field._taken ? field.Left() : [field]) ?? []).Concat(Items?.SelectMany(item => item.Left()) ?? []);

    /// <summary>All values in it, itself included.</summary>
    public IEnumerable<LiteLlmNode> All() =>
        [this, .. Items?.SelectMany(item => item.All()) ?? [], .. Fields?.Values.SelectMany(field => field.All()) ?? []];

    [GeneratedRegex(@"^\s*(os\.environ/(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)\})\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
