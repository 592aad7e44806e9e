using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Signalbox.Storage;

namespace Signalbox.Secrets;

/// <summary>
/// The gateway's own secrets by name (the pepper of key hashes, the Data Protection keys, the admin key's hash), wrapped under the
/// <see cref="KeyEncryptionKey"/>. They live in the database, so that instances share them, and in a private file, so
/// that a start without the database still knows every key.
/// </summary>
internal sealed class ServerSecrets(KeyEncryptionKey kek, ServerSecretStore store, SecretsOptions options)
{
    private const string FirstStartNeedsDatabase = "The first start needs the database.";
    private readonly ConcurrentDictionary<string, string> _wrapped = new(StringComparer.Ordinal);

    /// <summary>The copy on disk.</summary>
    private string CopyPath => Path.Combine(options.DataDirectory, "secrets", "server-secrets.json");

    /// <summary>Loads them, from the copy when the database is away.</summary>
    /// <exception cref="SecretsUnreadableException">They were wrapped under another master key, or neither source is there and whole.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> rows;
        var fromDatabase = true;
        try
        {
            rows = await store.LoadAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Database.IsAway(failure))
        {
            rows = await ReadCopyAsync(failure, cancellation);
            fromDatabase = false;
        }
        foreach (var (name, value) in rows) _wrapped[name] = value;
        foreach (var name in _wrapped.Keys) Get(name);
        if (fromDatabase) SaveCopy();
    }

    /// <summary>The secret of that name, or null.</summary>
    public byte[]? Get(string name)
    {
        if (!_wrapped.TryGetValue(name, out var wrapped)) return null;
        try
        {
            return kek.Unwrap(name, wrapped);
        }
        catch (CryptographicException failure)
        {
            throw new SecretsUnreadableException(
                $"The stored secret '{name}' cannot be decrypted. Start with the SIGNALBOX_MASTER_KEY (or the data directory's secrets/kek) that the database was set up with.", failure);
        }
    }

    /// <summary>The secret of that name; made if absent, and then the same on every instance.</summary>
    /// <exception cref="SecretsUnreadableException">It is absent and the database is away.</exception>
    public async Task<byte[]> GetOrCreateAsync(string name, Func<byte[]> create, CancellationToken cancellation)
    {
        if (Get(name) is { } known) return known;
        try
        {
            await store.InsertIfAbsentAsync(name, kek.Wrap(name, create()), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Database.IsAway(failure))
        {
            throw new SecretsUnreadableException($"The secret '{name}' must be made, and the database cannot be reached. {FirstStartNeedsDatabase}", failure);
        }
        await LoadAsync(cancellation);
        return Get(name) ?? throw new SecretsUnreadableException($"The secret '{name}' was made and cannot be read back: the database went away. Start again.");
    }

    /// <summary>All secrets whose name begins so.</summary>
    public IReadOnlyList<byte[]> WithPrefix(string prefix) =>
        [.. _wrapped.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => Get(n)!)];

    private async Task<Dictionary<string, string>> ReadCopyAsync(Exception away, CancellationToken cancellation)
    {
        if (!File.Exists(CopyPath))
            throw new SecretsUnreadableException($"The database cannot be reached and there is no local copy of the server's secrets. {FirstStartNeedsDatabase}", away);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(CopyPath, cancellation)) ?? [];
        }
        catch (JsonException damage)
        {
            throw new SecretsUnreadableException($"The database cannot be reached and {CopyPath} is damaged. It is made anew by a start with the database.", damage);
        }
    }

    private void SaveCopy()
    {
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(CopyPath)!);
        PrivateFiles.Write(CopyPath, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(_wrapped.ToDictionary(StringComparer.Ordinal))));
    }
}

/// <summary>Where the secrets' local files lie.</summary>
internal sealed record SecretsOptions(string DataDirectory);

/// <summary>The server's secrets cannot be read; the message says what the operator must do.</summary>
internal sealed class SecretsUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
