using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Signalbox.Usage;

/// <summary>The filters of the list of calls, as the API's description has them; <see cref="UsageFilter.From"/> reads them.</summary>
internal sealed record UsageQuery
{
    [FromQuery(Name = "status"), Description("How the call ended: success, refused, error, disconnected or interrupted.")]
    public string? Status { get; init; }

    [FromQuery(Name = "http_status"), Description("The HTTP status that the caller got, such as 429.")]
    public string? HttpStatus { get; init; }

    [FromQuery(Name = "code"), Description("The error's code, such as model-not-allowed.")]
    public string? Code { get; init; }

    [FromQuery(Name = "model"), Description("The model or route group that was asked for.")]
    public string? Model { get; init; }

    [FromQuery(Name = "deployment"), Description("The deployment that answered: PROVIDER/UPSTREAM-MODEL.")]
    public string? Deployment { get; init; }

    [FromQuery(Name = "organization_id"), Description("Calls of this organization.")]
    public string? OrganizationId { get; init; }

    [FromQuery(Name = "team_id"), Description("Calls of this team.")]
    public string? TeamId { get; init; }

    [FromQuery(Name = "project_id"), Description("Calls of this project.")]
    public string? ProjectId { get; init; }

    [FromQuery(Name = "user_id"), Description("Calls of this user.")]
    public string? UserId { get; init; }

    [FromQuery(Name = "key_id"), Description("Calls with this key.")]
    public string? KeyId { get; init; }

    [FromQuery(Name = "request_id"), Description("The call with this x-request-id.")]
    public string? RequestId { get; init; }

    [FromQuery(Name = "since"), Description("Calls that began at this time or later, ISO 8601.")]
    public string? Since { get; init; }

    [FromQuery(Name = "until"), Description("Calls that began before this time, ISO 8601.")]
    public string? Until { get; init; }
}
