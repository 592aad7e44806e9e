namespace Signalbox.Core.Access;

/// <summary>Names with <c>*</c>, which stands for any run of characters, also an empty one. All else stands for itself; case counts.</summary>
public static class Wildcard
{
    /// <summary>The one character that stands for others.</summary>
    public const char Any = '*';

    /// <summary>Whether the whole name fits. Takes time in proportion to both lengths at worst, whatever the pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n) = (0, 0);
        var (star, resume) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == Any)
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].TrimStart(Any).IsEmpty;
    }
}
