using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Signalbox.Admin;

namespace Signalbox.Audit;

/// <summary>The filters that listing and exporting take.</summary>
internal sealed record AuditQuery
{
    private static readonly string[] Names = ["actor", "action", "object_kind", "object_id", "text", "since", "until", "version", "request_id"];

    /// <summary>The request, whose query may name nothing else.</summary>
    public required HttpContext Context { get; init; }

    [FromQuery(Name = "actor"), Description("Who made the change, such as admin or configuration.")]
    public string? Actor { get; init; }

    [FromQuery(Name = "action"), Description("What was done: create, update, delete, rotate, revoke, set-credential, release, export and so on.")]
    public string? Action { get; init; }

    [FromQuery(Name = "object_kind"), Description("provider, model, route_group, organization, team, project, user, key, audit.")]
    public string? ObjectKind { get; init; }

    [FromQuery(Name = "object_id"), Description("The object's id.")]
    public string? ObjectId { get; init; }

    [FromQuery(Name = "text"), Description("A part of the object's name at the time, in whatever case.")]
    public string? Text { get; init; }

    [FromQuery(Name = "since"), Description("From this time on, ISO 8601.")]
    public string? Since { get; init; }

    [FromQuery(Name = "until"), Description("Before this time, ISO 8601.")]
    public string? Until { get; init; }

    [FromQuery(Name = "version"), Description("The registry version that the change made.")]
    public string? Version { get; init; }

    [FromQuery(Name = "request_id"), Description("The x-request-id of the change.")]
    public string? RequestId { get; init; }

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
