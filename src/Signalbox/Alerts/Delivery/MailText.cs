using System.Globalization;
using System.Text;

namespace Signalbox.Alerts.Delivery;

/// <summary>A message as plain text.</summary>
internal static class MailText
{
    /// <summary>Writes it.</summary>
    public static string Of(AlertMessage message)
    {
        var text = new StringBuilder().Append(message.Title).Append("\n\n").Append(message.Summary).Append("\n\n");
        Line("Severity", message.Severity);
        Line("Rule", message.Rule);
        Line("About", message.SubjectName);
        Line("Began", Time(message.StartedAt));
        if (message.FiredAt is { } fired) Line("Fires since", Time(fired));
        if (message.ResolvedAt is { } resolved) Line("Over since", Time(resolved));
        return text.ToString();

        void Line(string name, string value) => text.Append(name).Append(": ").Append(value).Append('\n');
    }

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
