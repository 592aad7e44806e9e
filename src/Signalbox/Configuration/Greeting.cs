namespace Signalbox.Configuration;

/// <summary>What a start prints for the person at the terminal: where the console is, the admin key the one time it may be seen, and a call that works.</summary>
internal sealed class Greeting(FirstStart firstStart)
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="newAdminKey">The admin key, if it was generated just now.</param>
    public void Write(TextWriter output, string address, string? newAdminKey)
    {
        address = address.Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);
        output.WriteLine();
        output.WriteLine($"  Signalbox {Observability.BuildInfo.Version}");
        output.WriteLine($"  Console    {address}/console/");
        output.WriteLine($"  Docs       {address}/docs/");
        if (newAdminKey is not null) output.WriteLine($"  Admin key  {newAdminKey}   (shown only this once: keep it)");
        if (File.Exists(firstStart.KeyFile))
        {
            var keyFile = Path.GetRelativePath(Environment.CurrentDirectory, firstStart.KeyFile);
            if (keyFile.StartsWith("..", StringComparison.Ordinal)) keyFile = firstStart.KeyFile;
            output.WriteLine();
            output.WriteLine("  Try it (the built-in demo provider answers):");
            output.WriteLine($"  curl {address}/v1/chat/completions -H \"Authorization: Bearer $(cat '{keyFile}')\" -H 'Content-Type: application/json' -d '{{\"model\":\"{FirstStart.Model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"Hello\"}}]}}'");
        }
        output.WriteLine();
        output.Flush();
    }
}
