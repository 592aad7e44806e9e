using System.Text.Json;

namespace Wire.Tests.Tokens;

/// <summary>Texts with what each family's own tokenizer makes of them, from <c>reference.json</c> (<c>eng/tokenizers.sh</c>).</summary>
internal static class TokenReference
{
    /// <summary>Reads them.</summary>
    /// <param name="encoding">o200k, cl100k, mistral, qwen or deepseek.</param>
    public static IEnumerable<(string Text, int Count, List<int>? Tokens)> Of(string encoding)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ProjectFiles.Find("tests/Wire.Tests/Tokens/reference.json")));
        foreach (var row in file.RootElement.EnumerateArray())
        {
            var told = row.GetProperty(encoding);
            // The reference cannot tell.
            if (told.ValueKind == JsonValueKind.Null) continue;
            List<int>? tokens = told.ValueKind == JsonValueKind.Array ? [.. told.EnumerateArray().Select(token => token.GetInt32())] : null;
            yield return (row.GetProperty("text").GetString()!, tokens?.Count ?? told.GetInt32(), tokens);
        }
    }
}
