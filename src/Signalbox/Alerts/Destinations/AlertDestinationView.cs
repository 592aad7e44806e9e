using Signalbox.Admin;

namespace Signalbox.Alerts.Destinations;

/// <summary>A destination as the API shows it; what is secret only as set or not set.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">webhook, slack or email.</param>
/// <param name="Url">webhook: where messages are posted.</param>
/// <param name="HasSecret">Whether a signing key, a hook's URL or a password is stored.</param>
/// <param name="Secret">The signing key that was generated; in the answer to the creation, and never again.</param>
/// <param name="Email">email: server and addresses.</param>
/// <param name="AllowPrivate">Whether the host may be at a private address.</param>
/// <param name="AllowHttp">Whether it may be spoken to without TLS.</param>
/// <param name="Enabled">Whether anything is sent to it.</param>
/// <param name="MinSeverity">Alerts below this are not told here.</param>
/// <param name="Failures">Messages in a row that it did not take.</param>
/// <param name="RestUntil">Until when it is left alone for that; null when it is not.</param>
/// <param name="SucceededAt">When it took one last.</param>
/// <param name="Owner">api or yaml.</param>
/// <param name="Etag">For If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
internal sealed record AlertDestinationView(
    string Id, string Name, string Kind, string? Url, bool HasSecret, string? Secret, MailView? Email, bool AllowPrivate, bool AllowHttp, bool Enabled, string MinSeverity,
    long Failures, DateTimeOffset? RestUntil, DateTimeOffset? SucceededAt, string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static AlertDestinationView Of(AlertDestinationRow row, string? generated = null)
    {
        var draft = row.ToDraft();
        return new(
            row.Id, row.Name, row.Kind, draft.Url, row.Credential is not null, generated, draft.Email is { } mail ? MailView.Of(mail) : null, draft.AllowPrivate, draft.AllowHttp,
            draft.Enabled, draft.MinSeverity, row.Failures ?? 0, row.RestUntil is > 0 and var rest ? At(rest) : null, row.SucceededAt is { } at ? At(at) : null, row.Owner,
            Preconditions.ETag(row.Revision), At(row.CreatedAt), At(row.UpdatedAt));
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>A mail server, and from whom to whom, without the password.</summary>
internal sealed record MailView(string Host, int Port, string Security, string? Username, string From, IReadOnlyList<string> To)
{
    /// <summary>As it was written.</summary>
    public static MailView Of(MailDraft mail) => new(mail.Host!, mail.Port, mail.Security, mail.Username, mail.From!, mail.To);
}
