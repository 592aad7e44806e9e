using MimeKit;
using Signalbox.Admin;
using Signalbox.Alerts.Delivery;
using Signalbox.Egress;

namespace Signalbox.Alerts.Destinations;

/// <summary>What must hold of a destination as it is written. Where it points is judged here by what it says, and at each sending by where that leads.</summary>
internal static class AlertDestinationRules
{
    private const int MostReceivers = 20;

    /// <summary>Notes what is wrong.</summary>
    /// <param name="errors">Takes it.</param>
    /// <param name="draft">What is written.</param>
    /// <param name="hasCredential">Whether a secret is stored that stays.</param>
    public static void Check(FieldErrors errors, AlertDestinationDraft draft, bool hasCredential)
    {
        Names.Require(errors, "name", draft.Name);
        errors.Require(Severities.All.Contains(draft.MinSeverity), "min_severity", $"must be one of {string.Join(", ", Severities.All)}.");
        switch (draft.Kind)
        {
            case DestinationKinds.Webhook:
                CheckUrl(errors, draft, draft.Url);
                errors.Require(string.IsNullOrEmpty(draft.Secret) || WebhookSignature.IsKey(draft.Secret), "secret", "must be whsec_ and 24 to 64 bytes in Base64; leave it out to have one made.");
                Forbid(errors, "email", draft.Email is not null, draft.Kind);
                break;
            case DestinationKinds.Slack:
                if (draft.Url is not null || !hasCredential) CheckUrl(errors, draft, draft.Url);
                Forbid(errors, "secret", draft.Secret is not null, draft.Kind);
                Forbid(errors, "email", draft.Email is not null, draft.Kind);
                break;
            case DestinationKinds.Email:
                if (draft.Email is null) errors.Add("email", "is required: the mail server, and from whom to whom.");
                else CheckMail(errors, draft, draft.Email);
                Forbid(errors, "url", draft.Url is not null, draft.Kind);
                Forbid(errors, "secret", draft.Secret is not null, draft.Kind);
                break;
            default:
                errors.Add("kind", $"must be one of {string.Join(", ", DestinationKinds.All)}.{(Suggestion.For(draft.Kind ?? "", DestinationKinds.All) is { } near ? $" Did you mean {near}?" : "")}");
                break;
        }
    }

    /// <summary>What the guard permits for a destination.</summary>
    public static EgressPolicy PolicyOf(AlertDestinationDraft draft) => new() { AllowPrivate = draft.AllowPrivate, AllowHttp = draft.AllowHttp };

    private static void CheckUrl(FieldErrors errors, AlertDestinationDraft draft, string? url)
    {
        foreach (var problem in EgressUrl.Validate(url, PolicyOf(draft))) errors.Add("url", problem.Message);
    }

    private static void CheckMail(FieldErrors errors, AlertDestinationDraft draft, MailDraft mail)
    {
        errors.Require(mail.Port is >= 1 and <= 65_535, "email.port", "must be between 1 and 65,535.");
        if (!MailSecurities.All.Contains(mail.Security)) errors.Add("email.security", $"must be one of {string.Join(", ", MailSecurities.All)}.");
        else errors.Require(mail.Security != MailSecurities.None || draft.AllowHttp, "email.security", "none needs allow_http: messages and password would go in the clear.");
        CheckHost(errors, draft, mail);
        errors.Require(mail.Username is null || IsLine(mail.Username, 256), "email.username", "must be one line of 1 to 256 characters.");
        errors.Require(string.IsNullOrEmpty(mail.Password) || (mail.Password.Length <= 1024 && mail.Username is not null), "email.password", "needs a username, and may have at most 1,024 characters.");
        errors.Require(IsAddress(mail.From), "email.from", "must be a mail address, such as alerts@example.com.");
        errors.Require(mail.To.Count is >= 1 and <= MostReceivers, "email.to", $"needs 1 to {MostReceivers} addresses.");
        for (var i = 0; i < mail.To.Count; i++) errors.Require(IsAddress(mail.To[i]), $"email.to[{i}]", "must be a mail address, such as team@example.com.");
    }

    private static void CheckHost(FieldErrors errors, AlertDestinationDraft draft, MailDraft mail)
    {
        // An IPv6 literal stands in brackets in a URL.
        var host = mail.Host?.Contains(':', StringComparison.Ordinal) == true && !mail.Host.StartsWith('[') ? $"[{mail.Host}]" : mail.Host;
        if (string.IsNullOrEmpty(host) || host.AsSpan().IndexOfAny("/?#@\\") >= 0) errors.Add("email.host", "is required: the name or address of the mail server, such as smtp.example.com.");
        else
            foreach (var problem in EgressUrl.Validate($"https://{host}", PolicyOf(draft))) errors.Add("email.host", problem.Message);
    }

    private static bool IsAddress(string? text) => text is { Length: > 2 and <= 254 } && !text.Any(char.IsControl) && text.Contains('@', StringComparison.Ordinal) && MailboxAddress.TryParse(text, out _);

    private static bool IsLine(string text, int most) => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    private static void Forbid(FieldErrors errors, string field, bool isGiven, string kind) => errors.Require(!isGiven, field, $"has no meaning for the kind {kind}.");
}
