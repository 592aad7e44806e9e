using System.Globalization;
using Signalbox.Admin;

namespace Signalbox.Audit.Chain;

/// <summary>An end of the chain: the number and hash of its last event. Who notes it elsewhere can prove later that nothing before it was rewritten.</summary>
/// <param name="Sequence">The last event's number; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>Before the first event.</summary>
    public static AuditHead Start { get; } = new(0, AuditHash.None);

    /// <summary>Reads <c>SEQUENCE:HASH</c>; null when nothing is given.</summary>
    /// <exception cref="ProblemException">400 when it is not that.</exception>
    public static AuditHead? Parse(string parameter, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Split(':') is [var sequence, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigit)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, hash.ToLowerInvariant())
            : throw ProblemException.Invalid(parameter, "must be a head as it was shown: its sequence, a colon, and its hash of 64 hexadecimal digits.");
    }

    /// <summary><c>SEQUENCE:HASH</c>, as one notes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}
