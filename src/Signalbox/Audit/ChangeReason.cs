using System.Text;
using Signalbox.Admin;

namespace Signalbox.Audit;

/// <summary>Why a change is made: one line that its author may send along, kept with the audit events of the change.</summary>
internal static class ChangeReason
{
    /// <summary>The header's name.</summary>
    public const string Header = "x-signalbox-reason";

    /// <summary>The longest reason, in characters.</summary>
    public const int MaxLength = 500;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads the header; null when there is none, or nothing in it.</summary>
    /// <exception cref="ProblemException">400 when it is too long, no UTF-8, or no plain line.</exception>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers[Header].ToString().Trim();
        if (header.Length == 0) return null;
        return Check(Header, Decode(header));
    }

    /// <summary>Checks a reason; null when there is none, or nothing in it.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="reason">The reason.</param>
    /// <exception cref="ProblemException">400 when it is too long or no plain line.</exception>
    public static string? Check(string field, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) return null;
        if (reason.Length > MaxLength) throw ProblemException.Invalid(field, $"must be at most {MaxLength} characters.");
        if (reason.Any(char.IsControl)) throw ProblemException.Invalid(field, "must be one line of text, without control characters.");
        return reason.Trim();
    }

    // The server hands headers over byte by byte (Latin-1), so that the text is still to be read.
    private static string Decode(string header)
    {
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(header));
        }
        catch (DecoderFallbackException)
        {
            throw ProblemException.Invalid(Header, "must be UTF-8.");
        }
    }
}
