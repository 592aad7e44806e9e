using Microsoft.Extensions.Logging.Console;

namespace Signalbox.Observability.Logging;

/// <summary>Sets up logging to the console.</summary>
internal static class LogModule
{
    /// <summary>Replaces the host's loggers with ours.</summary>
    public static ILoggingBuilder AddGatewayLogs(this ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level)
            .AddFilter("Microsoft", LogLevel.Warning)
            // Its one warning is that keys are stored unencrypted; ours are wrapped (Secrets/DataProtectionKeys).
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // While this logger is on at any level, the server makes an activity and a log scope for every request. It says nothing that the
            // usage record does not say better; a fault that escapes a handler is logged by the server itself.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (options.Json)
        {
            logging.AddConsole(console => console.FormatterName = JsonLogFormatter.FormatterName)
                .AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
        return logging;
    }
}
