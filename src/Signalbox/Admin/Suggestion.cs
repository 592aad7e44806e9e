namespace Signalbox.Admin;

/// <summary>"Did you mean": the known word nearest to an unknown one.</summary>
internal static class Suggestion
{
    /// <summary>The nearest word, if it is near enough to be meant; else null.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        var words = known.ToList();
        if (word.Length >= 3 && words.Find(k => k.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } longer) return longer;
        var best = words.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, word.Length / 3) ? best.Word : null;
    }

    /// <summary>Optimal string alignment distance (two swapped neighbors count once), case ignored.</summary>
    private static int Distance(string a, string b)
    {
        a = a.ToLowerInvariant();
        b = b.ToLowerInvariant();
        var cells = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cells[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cells[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                cells[i, j] = Math.Min(Math.Min(cells[i, j - 1] + 1, cells[i - 1, j] + 1), cells[i - 1, j - 1] + change);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped) cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        }
        return cells[a.Length, b.Length];
    }
}
