using System.Text;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Identity;

namespace Signalbox.Configuration;

/// <summary>The admin API of the YAML configuration.</summary>
internal static class ConfigurationEndpoints
{
    private const int MaxBytes = 8 * 1024 * 1024;

    public static void MapConfiguration(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin("/configuration", "Configuration").MapPost("/apply", ApplyAsync).RequirePermission("configuration:write")
            .WithSummary("Apply a YAML configuration, or with dry_run=true show what would change")
            .Produces<ConfigurationReport>();

    private static async Task<IResult> ApplyAsync(HttpContext context, ConfigurationApply apply, bool? dry_run)
    {
        if (context.Request.ContentLength > MaxBytes) throw new ProblemException(413, "request-too-large", $"The configuration is over {MaxBytes:N0} bytes.");
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            var yaml = await reader.ReadToEndAsync(context.RequestAborted);
            // Placeholders were filled in by whoever sent it: this process's environment is not theirs to read.
            var file = ConfigurationFile.Parse(yaml, resolvesSecrets: false);
            var report = await apply.RunAsync(file, AdminActor.From(context), dry_run ?? false, context.RequestAborted,
                version => Preconditions.RequireMatchWhenSent(context.Request, version));
            return AdminApi.Tagged(context, report, Preconditions.ETag(report.Version));
        }
        catch (ConfigurationException invalid)
        {
            var errors = new FieldErrors();
            foreach (var error in invalid.Errors) errors.Add(error.Path, error.Line > 0 ? $"line {error.Line}: {error.Message}" : error.Message);
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-configuration", invalid.Message) { Errors = errors.ToDictionary() };
        }
        catch (DecoderFallbackException)
        {
            throw ProblemException.Invalid("body", "must be UTF-8.");
        }
    }
}
