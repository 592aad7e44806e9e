using Microsoft.Net.Http.Headers;
using Signalbox.Core.Snapshots;
using Signalbox.Secrets;
using Signalbox.Usage;

namespace Signalbox.Pipeline;

/// <summary>
/// Stage 1: finds whose key was presented. Every failure gets the same answer, so that the answer is no oracle for what exists,
/// expired or was revoked.
/// </summary>
internal sealed class Authentication(PresentedKeys keys, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly CallError Unknown = new(StatusCodes.Status401Unauthorized,
        "The API key is missing or not valid. Send a Signalbox key as 'Authorization: Bearer KEY' (or x-api-key); ask your platform team for one.", "invalid_api_key");

    /// <summary>The refusal, or null with the caller in <see cref="Call.Principal"/>.</summary>
    public CallError? Run(Call call)
    {
        var header = Header(call.Http.Request.Headers, out var presented);
        if (header is null || presented.IsEmpty || presented.Length > KeyHasher.MaxLength) return Unknown;
        call.Principal = call.Snapshot.Authenticate(keys.Hash(call.Http, header, presented), time.GetUtcNow().ToUnixTimeMilliseconds());
        if (call.Principal is not { } principal) return Unknown;
        Note(call.Record, principal);
        return null;
    }

    /// <summary>Writes down who calls.</summary>
    internal static void Note(UsageRecord record, KeyPrincipal principal)
    {
        var chain = principal.Chain;
        (record.OrganizationId, record.Organization) = (chain.Organization.Id, chain.Organization.Name);
        (record.TeamId, record.Team) = (chain.Team?.Id, chain.Team?.Name);
        (record.ProjectId, record.Project) = (chain.Project?.Id, chain.Project?.Name);
        (record.UserId, record.User) = (chain.User?.Id, chain.User?.Name);
        (record.KeyId, record.KeyName, record.KeyPrefix) = (principal.Id, principal.Name, principal.Prefix);
        record.Environment = principal.Environment;
    }

    /// <summary>The header that presents a key, and the key within it; null when there is none or more than one.</summary>
    private static string? Header(IHeaderDictionary headers, out ReadOnlySpan<char> key)
    {
        var authorization = headers.Authorization;
        if (authorization.Count == 0)
        {
            var plain = Single(headers, "x-api-key") ?? Single(headers, "api-key") ?? Single(headers, "x-goog-api-key");
            key = plain;
            return plain;
        }
        key = default;
        if (authorization.Count > 1 || authorization[0] is not { } bearer || !bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        key = bearer.AsSpan(Scheme.Length).Trim();
        return bearer;
    }

    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
