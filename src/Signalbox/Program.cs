using Signalbox;
using Signalbox.Cli;
using Signalbox.Secrets;

NativeHeap.KeepSmall();
try
{
    return await CommandLine.RunAsync(args);
}
catch (Exception failure) when (failure is FormatException or InvalidDataException or IOException or SecretsUnreadableException)
{
    await Console.Error.WriteLineAsync($"Signalbox: {failure.Message}");
    return 1;
}
