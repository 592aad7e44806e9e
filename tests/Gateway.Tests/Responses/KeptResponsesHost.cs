using System.Text;
using Dapper;
using Gateway.Tests.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Responses;
using Signalbox.Storage;
using Testing.Files;
using Testing.Time;

namespace Gateway.Tests.Responses;

/// <summary>The kept responses of one instance, over a database that can be away.</summary>
internal sealed class KeptResponsesHost : IAsyncDisposable
{
    private readonly TempDirectory? _directory;
    private readonly SecretsHost _secrets;

    private KeptResponsesHost(TempDirectory? directory, SecretsHost secrets, Database database, ResponsesOptions options, FakeTimeProvider time)
    {
        (_directory, _secrets, Time) = (directory, secrets, time);
        Pending = new PendingResponses(options);
        Store = new KeptResponseStore(database);
        Sealing = new ResponseSealing(secrets.Services.GetRequiredService<IDataProtectionProvider>());
        Responses = new KeptResponses(Pending, Others, Store, Sealing, Counts, options, time, NullLogger<KeptResponses>.Instance);
        Writer = new KeptResponseWriter(Pending, Store, Sealing, Counts, options, time, NullLogger<KeptResponseWriter>.Instance);
    }

    public FakeTimeProvider Time { get; }

    public PendingResponses Pending { get; }

    public OtherReaders Others { get; } = new(canExist: false);

    public KeptResponseStore Store { get; }

    public ResponseSealing Sealing { get; }

    public ResponseCounts Counts { get; } = new();

    public KeptResponses Responses { get; }

    public KeptResponseWriter Writer { get; }

    public static async Task<KeptResponsesHost> StartAsync(TestDatabase databases, ResponsesOptions? options = null, bool away = false)
    {
        var directory = new TempDirectory();
        var secrets = await SecretsHost.StartAsync(directory.Path, await databases.CreateAsync());
        var database = away ? new Database(DatabaseOptions.Parse($"sqlite:{directory["no-such-directory/signalbox.db"]}", directory.Path)) : secrets.Database;
        return new KeptResponsesHost(directory, secrets, database, options ?? new ResponsesOptions(), new FakeTimeProvider());
    }

    /// <summary>Another instance on the same database.</summary>
    public KeptResponsesHost Another() => new(null, _secrets, _secrets.Database, new ResponsesOptions(), Time);

    /// <summary>A response with that content, made now.</summary>
    public KeptResponse Make(string id, string? previous = null, string? input = "\"question\"", string key = "key") => new(key, id)
    {
        PreviousId = previous,
        CreatedAt = Time.GetUtcNow().ToUnixTimeMilliseconds(),
        Content = input is null ? null : new KeptContent(Encoding.UTF8.GetBytes(input), Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}""")),
    };

    /// <summary>Keeps responses and writes them.</summary>
    public async Task WriteAsync(params KeptResponse[] responses)
    {
        foreach (var response in responses) Responses.Keep(response);
        while (await Writer.FlushAsync(CancellationToken.None)) { }
    }

    /// <summary>Everything in the table, as text.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = await _secrets.Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<string>("SELECT key_id || '/' || id || '/' || COALESCE(content, '') FROM kept_responses ORDER BY id")).AsList();
    }

    /// <summary>Gives the row of one key to another.</summary>
    public async Task MoveAsync(string id, string key)
    {
        await using var connection = await _secrets.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("UPDATE kept_responses SET key_id = @key WHERE id = @id", new { id, key });
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        Pending.Dispose();
        if (_directory is null) return;
        await _secrets.DisposeAsync();
        _directory.Dispose();
    }
}
