using System.Security.Cryptography;
using Signalbox.Admin;
using Signalbox.Identity;
using Signalbox.Models.Probe;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Secrets;

namespace Signalbox.Models.Providers;

/// <summary>Live connection tests: of a saved provider, and of fields typed in but not saved yet.</summary>
internal static class ProviderTestEndpoints
{
    public static void MapProviderTests(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/providers", "Providers");
        group.MapPost("/test", TestDraftAsync).RequirePermission("providers:write").WithSummary("Test a provider before saving it")
            .Accepts<ProviderTestDraft>("application/json").Produces<ProbeReport>();
        group.MapPost("/{id}/test", TestSavedAsync).RequirePermission("providers:write").WithSummary("Test a provider live, step by step")
            .Accepts<ProviderTestRequest>("application/json").Produces<ProbeReport>();
    }

    private static async Task<IResult> TestDraftAsync(HttpContext context, ProviderProbe probe, UpstreamCredentials credentials, TimeProvider time)
    {
        var draft = await DraftReader.ReadAsync(context.Request, ModelsJson.Default.ProviderTestDraft);
        var row = ProviderRegistry.Validated(draft.Provider with { Name = draft.Provider.Name ?? "new" });
        var key = string.IsNullOrEmpty(draft.Provider.ApiKey) ? null : draft.Provider.ApiKey;
        // The row's own credential is not looked at here, only whether it has one.
        ProviderAccountRules.RequireIdentityHost(row with { Credential = key });
        return TypedResults.Ok(await probe.RunAsync(ToTarget(row, key, draft.Model, credentials, time), context.RequestAborted));
    }

    private static async Task<IResult> TestSavedAsync(
        string id, HttpContext context, ProviderStore store, CredentialProtector protector, ProviderProbe probe, UpstreamCredentials credentials, TimeProvider time)
    {
        var request = context.Request.ContentLength is 0 ? new ProviderTestRequest() : await DraftReader.ReadAsync(context.Request, ModelsJson.Default.ProviderTestRequest);
        var row = await store.FindAsync(id, context.RequestAborted) ?? throw ProblemException.NotFound("provider", id);
        return TypedResults.Ok(await probe.RunAsync(ToTarget(row, ReadCredential(row, protector), request.Model, credentials, time), context.RequestAborted));
    }

    private static ProbeTarget ToTarget(ProviderRow row, string? credential, string? model, UpstreamCredentials credentials, TimeProvider time)
    {
        var provider = row.ToProvider();
        return ProbeTarget.Of(provider, credentials.Create(provider, credential), model, time);
    }

    private static string? ReadCredential(ProviderRow row, CredentialProtector protector)
    {
        try
        {
            return row.Credential is null ? null : protector.Unprotect(row.Credential);
        }
        catch (CryptographicException)
        {
            throw ProblemException.Conflict("credential-unreadable", $"The stored credential of '{row.Name}' cannot be decrypted. Set api_key again.");
        }
    }
}

/// <summary>Asks for a test of a saved provider.</summary>
internal sealed record ProviderTestRequest
{
    /// <summary>The upstream model to look for; left out, any will do.</summary>
    public string? Model { get; set; }
}

/// <summary>Asks for a test of a provider that is not saved.</summary>
internal sealed record ProviderTestDraft
{
    /// <summary>The provider's fields.</summary>
    public ProviderDraft Provider { get; set; } = new();

    /// <summary>The upstream model to look for; left out, any will do.</summary>
    public string? Model { get; set; }
}
