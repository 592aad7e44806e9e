using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Configuration;
using Signalbox.Secrets;
using Signalbox.Storage;
using Testing.Files;

namespace Gateway.Tests;

/// <summary>Every endpoint the gateway maps, as it maps them.</summary>
internal static class MappedEndpoints
{
    public static async Task<IReadOnlyList<RouteEndpoint>> ReadAsync(TestDatabase databases)
    {
        using var data = new TempDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Signalbox.Gateway.AddCapabilities(builder.Services, new GatewaySettings
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = data.Path,
            Database = DatabaseOptions.Parse(await databases.CreateAsync(), data.Path),
        });
        await using var app = builder.Build();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.Services.LoadSecretsAsync(CancellationToken.None);
        Signalbox.Gateway.Map(app);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()];
    }

    /// <summary>The method and the path; the path alone where any method is taken.</summary>
    public static string Describe(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/');
        return endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: [var method, ..] } ? $"{method} {path}" : path;
    }

    /// <summary>Those of the admin API, its compatible paths too, that take anything but GET: by method and path, which stands below <c>/admin/api/</c> unless it begins with a slash.</summary>
    public static async Task<IReadOnlyDictionary<string, RouteEndpoint>> AdminWritesAsync(TestDatabase databases) =>
        (await ReadAsync(databases))
            .Where(endpoint => IsAdmin(endpoint.RoutePattern.RawText!.TrimStart('/'))
                && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: [not "GET", ..] })
            .ToDictionary(endpoint => Describe(endpoint).Replace("/admin/api/", "", StringComparison.Ordinal), StringComparer.Ordinal);

    private static bool IsAdmin(string path) => path.StartsWith("admin/", StringComparison.Ordinal) || path.StartsWith("ui/", StringComparison.Ordinal);
}
