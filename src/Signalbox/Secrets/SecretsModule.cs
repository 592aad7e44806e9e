using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Signalbox.Secrets;

/// <summary>Encryption at rest and key hashing.</summary>
internal static class SecretsModule
{
    private const string Pepper = "key-hash";

    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, string dataDirectory, string? masterKey)
    {
        services.AddSingleton(new SecretsOptions(dataDirectory));
        services.AddSingleton(string.IsNullOrEmpty(masterKey) ? KeyEncryptionKey.FromDirectory(dataDirectory) : KeyEncryptionKey.FromMasterKey(masterKey));
        services.AddSingleton<ServerSecretStore>();
        services.AddSingleton<ServerSecrets>();
        services.AddSingleton<CredentialProtector>();
        services.AddSingleton<DataProtectionKeys>();
        services.AddSingleton(provider => new KeyHasher(
            provider.GetRequiredService<ServerSecrets>().Get(Pepper) ?? throw new InvalidOperationException("The server's secrets are not loaded yet.")));
        // The ring is wrapped under the key encryption key. Its keys do not expire: making one writes to the database, and that must never
        // happen in the middle of an admin write, which holds SQLite's one writer.
        services.AddDataProtection().SetApplicationName("signalbox").SetDefaultKeyLifetime(TimeSpan.FromDays(36_500));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = provider.GetRequiredService<DataProtectionKeys>()));
        return services;
    }

    /// <summary>Loads the secrets, and makes those a first start needs. Runs before anything else uses them.</summary>
    public static async Task LoadSecretsAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var secrets = services.GetRequiredService<ServerSecrets>();
        await secrets.LoadAsync(cancellation);
        await secrets.GetOrCreateAsync(Pepper, () => RandomNumberGenerator.GetBytes(32), cancellation);
        // Makes the ring's first key now, if there is none.
        services.GetRequiredService<CredentialProtector>().Protect("");
    }
}
