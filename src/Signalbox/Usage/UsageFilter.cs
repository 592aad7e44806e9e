using System.Globalization;
using Signalbox.Admin;

namespace Signalbox.Usage;

/// <summary>Which calls to list; null parts do not count.</summary>
internal sealed record UsageFilter
{
    public long? Status { get; init; }
    public long? HttpStatus { get; init; }
    public string? Code { get; init; }
    public string? Model { get; init; }
    public string? Deployment { get; init; }
    public string? KeyId { get; init; }
    public string? TeamId { get; init; }
    public string? ProjectId { get; init; }
    public string? UserId { get; init; }
    public string? OrganizationId { get; init; }
    public string? RequestId { get; init; }
    public long? Since { get; init; }
    public long? Until { get; init; }

    /// <summary>Reads the query.</summary>
    /// <exception cref="ProblemException">400 naming each parameter that is not understood.</exception>
    /// <param name="query">All parameters: one that is not known is refused, so that a slip does not widen what is listed.</param>
    /// <param name="filters">Those that are filters.</param>
    public static UsageFilter From(IQueryCollection query, UsageQuery filters)
    {
        var errors = new FieldErrors();
        var filter = new UsageFilter
        {
            Status = StatusOf(errors, Given(filters.Status)),
            HttpStatus = Number(errors, "http_status", Given(filters.HttpStatus)),
            Code = Given(filters.Code),
            Model = Given(filters.Model),
            Deployment = Given(filters.Deployment),
            KeyId = Given(filters.KeyId),
            TeamId = Given(filters.TeamId),
            ProjectId = Given(filters.ProjectId),
            UserId = Given(filters.UserId),
            OrganizationId = Given(filters.OrganizationId),
            RequestId = Given(filters.RequestId),
            Since = Time(errors, "since", Given(filters.Since)),
            Until = Time(errors, "until", Given(filters.Until)),
        };
        string[] known = ["status", "http_status", "code", "model", "deployment", "key_id", "team_id", "project_id", "user_id", "organization_id", "request_id", "since", "until", "limit", "cursor"];
        foreach (var name in query.Keys.Where(k => !known.Contains(k)))
            errors.Add(name, Suggestion.For(name, known) is { } near ? $"is not a known filter. Did you mean '{near}'?" : $"is not a known filter. Use {string.Join(", ", known)}.");
        errors.ThrowIfAny();
        return filter;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? StatusOf(FieldErrors errors, string? name)
    {
        if (name is null) return null;
        if (CallStatuses.Parse(name) is { } status) return (long)status;
        errors.Add("status", $"must be one of {string.Join(", ", CallStatuses.All)}.");
        return null;
    }

    private static long? Number(FieldErrors errors, string name, string? text)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(name, "must be a whole number.");
        return null;
    }

    private static long? Time(FieldErrors errors, string name, string? text)
    {
        if (text is null) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time.ToUnixTimeMilliseconds();
        errors.Add(name, "must be a time in ISO 8601, such as 2026-11-21T09:00:00Z.");
        return null;
    }
}
