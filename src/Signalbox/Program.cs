using Signalbox;
using Signalbox.Configuration;

try
{
    return await Gateway.RunAsync(GatewaySettings.FromEnvironment());
}
catch (Exception failure) when (failure is FormatException or InvalidDataException or IOException or Signalbox.Secrets.SecretsUnreadableException)
{
    await Console.Error.WriteLineAsync($"Signalbox cannot start: {failure.Message}");
    return 1;
}
