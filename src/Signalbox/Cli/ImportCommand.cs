using Signalbox.Import.LiteLlm;

namespace Signalbox.Cli;

/// <summary><c>signalbox import litellm</c>: turns a LiteLLM proxy configuration into a Signalbox one, and reports what became of it.</summary>
internal static class ImportCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="file">LiteLLM's configuration.</param>
    /// <param name="outputFile">Where the configuration goes; null for <paramref name="output"/>.</param>
    /// <param name="reportFile">Where the report goes; null for <paramref name="error"/>.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 with output, 1 when a file cannot be read or written, 2 when the file is no LiteLLM configuration.</returns>
    public static async Task<int> RunAsync(string file, string? outputFile, string? reportFile, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            if (new[] { outputFile, reportFile }.Any(written => written is not null && Path.GetFullPath(written) == Path.GetFullPath(file)))
                return await FailAsync(error, 1, $"{file} would be overwritten. Name another file.");
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            var result = LiteLlmImport.Run(await File.ReadAllTextAsync(file, cancellation), included => ReadIncluded(Path.Combine(folder, included)));
            await WriteAsync(outputFile, output, result.Yaml, cancellation);
            await WriteAsync(reportFile, error, result.Report, cancellation);
            return 0;
        }
        catch (LiteLlmFormatException failure)
        {
            return await FailAsync(error, 2, $"{file}: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error, 1, failure.Message);
        }
    }

    private static string? ReadIncluded(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(string? file, TextWriter stream, string text, CancellationToken cancellation)
    {
        if (file is null) await stream.WriteAsync(text.AsMemory(), cancellation);
        else await File.WriteAllTextAsync(file, text, cancellation);
    }

    private static async Task<int> FailAsync(TextWriter error, int code, string message)
    {
        await error.WriteLineAsync(message);
        return code;
    }
}
