using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Signalbox.Admin;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>What every report takes.</summary>
internal sealed record ReportQuery
{
    /// <summary>What a filter names calls by that have none of something.</summary>
    public const string None = "(none)";

    private const int MostValues = 100;

    private static readonly string[] Names = ["since", "from", "to", "time_zone", "format", .. ReportDimension.All.Select(d => d.Name)];

    /// <summary>The request, whose query may name nothing else.</summary>
    public required HttpContext Context { get; init; }

    [FromQuery(Name = "since"), Description("How long before the end it begins: 90m, 24h, 7d, 4w. 24h unless told.")]
    public string? Since { get; init; }

    [FromQuery(Name = "from"), Description("When it begins, ISO 8601; without an offset, by the clocks of time_zone. Instead of since.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("When it ends; now unless told.")]
    public string? To { get; init; }

    [FromQuery(Name = "time_zone"), Description("IANA name of the zone whose hours, days, weeks and months are told; UTC unless told.")]
    public string? TimeZone { get; init; }

    [FromQuery(Name = "format"), Description("json, csv or markdown; json unless told.")]
    public string? Format { get; init; }

    [FromQuery(Name = "organization"), Description("Id of an organization. Filters may be repeated, and (none) stands for calls that have none.")]
    public string[]? Organization { get; init; }

    [FromQuery(Name = "team"), Description("Id of a team.")]
    public string[]? Team { get; init; }

    [FromQuery(Name = "project"), Description("Id of a project.")]
    public string[]? Project { get; init; }

    [FromQuery(Name = "environment"), Description("dev, staging or prod.")]
    public string[]? Environment { get; init; }

    [FromQuery(Name = "user"), Description("Id of a user.")]
    public string[]? User { get; init; }

    [FromQuery(Name = "key"), Description("Id of a key.")]
    public string[]? Key { get; init; }

    [FromQuery(Name = "target"), Description("Name of a model or route group that was asked for.")]
    public string[]? Target { get; init; }

    [FromQuery(Name = "model"), Description("Name of a model that was asked for.")]
    public string[]? Model { get; init; }

    [FromQuery(Name = "group"), Description("Key of a route group that was asked for.")]
    public string[]? Group { get; init; }

    [FromQuery(Name = "provider"), Description("Name of the provider that answered, or was tried last.")]
    public string[]? Provider { get; init; }

    [FromQuery(Name = "deployment"), Description("The deployment that did: PROVIDER/MODEL.")]
    public string[]? Deployment { get; init; }

    [FromQuery(Name = "status"), Description("success, refused, error, disconnected or interrupted.")]
    public string[]? Status { get; init; }

    [FromQuery(Name = "cache"), Description("What the call had of the provider's cache: read, write, none or unknown.")]
    public string[]? Cache { get; init; }

    [FromQuery(Name = "client"), Description("The program that called, such as openai-python or claude-code; other for what is not known.")]
    public string[]? Client { get; init; }

    [FromQuery(Name = "api"), Description("The API that was called, such as chat_completions.")]
    public string[]? Api { get; init; }

    [FromQuery(Name = "pillar"), Description("models, tools or agents.")]
    public string[]? Pillar { get; init; }

    [FromQuery(Name = "tag"), Description("A tag of the model or route group that was asked for, as tags are now.")]
    public string[]? Tag { get; init; }

    /// <summary>What was asked for.</summary>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="besides">What else the endpoint takes. A parameter that is not known is refused, so that a slip does not widen a report.</param>
    public (ReportRange Range, IReadOnlyList<(ReportDimension, IReadOnlyList<string>)> Filters) Read(FieldErrors errors, long now, params ReadOnlySpan<string> besides)
    {
        string[] known = [.. Names, .. besides];
        foreach (var name in Context.Request.Query.Keys.Where(k => !known.Contains(k)))
            errors.Add(name, Suggestion.For(name, known) is { } near ? $"is not a known parameter. Did you mean '{near}'?" : $"is not a known parameter. Use {string.Join(", ", known)}.");
        var range = ReportRange.Read(errors, Given(Since), Given(From), Given(To), Given(TimeZone), now);
        return (range, [.. Filters(errors)]);
    }

    private IEnumerable<(ReportDimension, IReadOnlyList<string>)> Filters(FieldErrors errors)
    {
        string[]?[] given = [Organization, Team, Project, Environment, User, Key, Target, Model, Group, Provider, Deployment, Status, Cache, Client, Api, Pillar, Tag];
        foreach (var (dimension, values) in ReportDimension.All.Zip(given))
        {
            if (values is null || values.All(string.IsNullOrEmpty)) continue;
            if (values.Length > MostValues) errors.Add(dimension.Name, $"may be repeated {MostValues} times at most.");
            yield return (dimension, [.. values.Where(v => v.Length > 0).Select(v => Stored(errors, dimension, v))]);
        }
    }

    private static string Stored(FieldErrors errors, ReportDimension dimension, string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal)) errors.Add(dimension.Name, "must not hold a NUL.");
        if (dimension.Name != "status") return value == None ? "" : value;
        if (CallStatuses.Parse(value) is { } status) return ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        errors.Add("status", $"must be one of {string.Join(", ", CallStatuses.All)}.");
        return "0";
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
