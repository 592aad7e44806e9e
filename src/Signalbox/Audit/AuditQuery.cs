using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Signalbox.Admin;

namespace Signalbox.Audit;

/// <summary>The filters that listing and exporting take.</summary>
internal sealed record AuditQuery(
    HttpContext Context,
    [Description("Who made the change, such as admin or configuration.")] [FromQuery(Name = "actor")] string? Actor,
    [Description("What was done: create, update, delete, rotate, revoke, set-credential, release, export and so on.")] [FromQuery(Name = "action")] string? Action,
    [Description("provider, model, route_group, organization, team, project, user, key, audit.")] [FromQuery(Name = "object_kind")] string? ObjectKind,
    [Description("The object's id.")] [FromQuery(Name = "object_id")] string? ObjectId,
    [Description("A part of the object's name at the time, in whatever case.")] [FromQuery(Name = "text")] string? Text,
    [Description("From this time on, ISO 8601.")] [FromQuery(Name = "since")] string? Since,
    [Description("Before this time, ISO 8601.")] [FromQuery(Name = "until")] string? Until,
    [Description("The registry version that the change made.")] [FromQuery(Name = "version")] string? Version,
    [Description("The x-request-id of the change.")] [FromQuery(Name = "request_id")] string? RequestId)
{
    private static readonly string[] Names = ["actor", "action", "object_kind", "object_id", "text", "since", "until", "version", "request_id"];

    /// <summary>The filter. A parameter that is not known is refused, so that a slip does not widen what is listed or exported.</summary>
    /// <param name="besides">What else the endpoint takes.</param>
    /// <exception cref="ProblemException">400 naming each parameter that is not understood.</exception>
    public AuditFilter ToFilter(params ReadOnlySpan<string> besides)
    {
        var errors = new FieldErrors();
        var filter = new AuditFilter
        {
            Actor = Given(Actor),
            Action = Given(Action),
            ObjectKind = Given(ObjectKind),
            ObjectId = Given(ObjectId),
            Text = Given(Text),
            Since = Time(errors, "since", Since),
            Until = Time(errors, "until", Until),
            Version = Number(errors, "version", Version),
            RequestId = Given(RequestId),
        };
        string[] known = [.. Names, .. besides];
        foreach (var name in Context.Request.Query.Keys.Where(k => !known.Contains(k)))
            errors.Add(name, Suggestion.For(name, known) is { } near ? $"is not a known filter. Did you mean '{near}'?" : $"is not a known filter. Use {string.Join(", ", known)}.");
        errors.ThrowIfAny();
        return filter;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? Number(FieldErrors errors, string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(name, "must be a whole number.");
        return null;
    }

    private static DateTimeOffset? Time(FieldErrors errors, string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time.ToUniversalTime();
        errors.Add(name, "must be a time in ISO 8601, such as 2026-11-21T09:00:00Z.");
        return null;
    }
}
