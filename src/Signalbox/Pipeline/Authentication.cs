using Microsoft.Net.Http.Headers;
using Signalbox.Secrets;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>
/// Stage 1: finds whose key was presented. Every failure gets the same answer, so that the answer is no oracle for what exists,
/// expired or was revoked.
/// </summary>
internal sealed class Authentication(KeyHasher hasher, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly OpenAIError Unknown = new(StatusCodes.Status401Unauthorized,
        "The API key is missing or not valid. Send a Signalbox key as 'Authorization: Bearer KEY' (or x-api-key); ask your platform team for one.", "invalid_api_key");

    /// <summary>The refusal, or null with the caller in <see cref="Call.Principal"/>.</summary>
    public OpenAIError? Run(Call call)
    {
        var presented = Presented(call.Http.Request.Headers);
        if (presented.IsEmpty || presented.Length > KeyHasher.MaxLength) return Unknown;
        call.Principal = call.Snapshot.Authenticate(hasher.Hash(presented), time.GetUtcNow().ToUnixTimeMilliseconds());
        if (call.Principal is not { } principal) return Unknown;

        var (record, chain) = (call.Record, principal.Chain);
        (record.OrganizationId, record.Organization) = (chain.Organization.Id, chain.Organization.Name);
        (record.TeamId, record.Team) = (chain.Team?.Id, chain.Team?.Name);
        (record.ProjectId, record.Project) = (chain.Project?.Id, chain.Project?.Name);
        (record.UserId, record.User) = (chain.User?.Id, chain.User?.Name);
        (record.KeyId, record.KeyName, record.KeyPrefix) = (principal.Id, principal.Name, principal.Prefix);
        record.Environment = principal.Environment;
        return null;
    }

    private static ReadOnlySpan<char> Presented(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization;
        if (authorization.Count == 1 && authorization[0] is { } bearer && bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return bearer.AsSpan(Scheme.Length).Trim();
        if (authorization.Count > 0) return default;
        return Single(headers, "x-api-key") ?? Single(headers, "api-key") ?? Single(headers, "x-goog-api-key");
    }

    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
