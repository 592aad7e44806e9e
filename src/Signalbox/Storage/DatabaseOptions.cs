using Microsoft.Data.Sqlite;
using Npgsql;

namespace Signalbox.Storage;

/// <summary>Which database, and how to reach it.</summary>
/// <param name="Kind">SQLite or PostgreSQL.</param>
/// <param name="ConnectionString">In the driver's own form. May hold a password: never log it.</param>
internal sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>
    /// Reads <c>SIGNALBOX_DATABASE</c>: <c>sqlite:PATH</c>, a <c>postgres://</c> URL or a PostgreSQL connection string.
    /// </summary>
    /// <param name="setting">The setting; null or empty for SQLite in the data directory.</param>
    /// <param name="dataDirectory">Where the default database lies, and what a relative path is relative to.</param>
    /// <exception cref="FormatException">The setting is neither; the message says what is accepted and never repeats it.</exception>
    public static DatabaseOptions Parse(string? setting, string dataDirectory)
    {
        if (string.IsNullOrWhiteSpace(setting)) return Sqlite(Path.Combine(dataDirectory, "signalbox.db"));
        if (setting.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
            return Sqlite(Path.GetFullPath(setting["sqlite:".Length..], Path.GetFullPath(dataDirectory)));
        return setting.StartsWith("postgres://", StringComparison.Ordinal) || setting.StartsWith("postgresql://", StringComparison.Ordinal)
            ? FromUrl(setting)
            : FromText(setting);
    }

    private static DatabaseOptions Sqlite(string path) => new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        Pooling = true,
        DefaultTimeout = 30,
    }.ToString());

    private static DatabaseOptions FromText(string setting)
    {
        try
        {
            return Postgres(new NpgsqlConnectionStringBuilder(setting));
        }
        catch (ArgumentException)
        {
            throw new FormatException(
                "SIGNALBOX_DATABASE is not understood. Use sqlite:PATH, postgres://USER:PASSWORD@HOST:PORT/DATABASE " +
                "or a PostgreSQL connection string such as Host=db;Database=signalbox;Username=signalbox;Password=...");
        }
    }

    private static DatabaseOptions Postgres(NpgsqlConnectionStringBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Host))
            throw new FormatException("SIGNALBOX_DATABASE names no host. Add Host=... or use a postgres:// URL.");
        builder.ApplicationName ??= "signalbox";
        builder.IncludeErrorDetail = false;
        // What is not set has a value as well: three instances shall fit into the hundred connections that a server takes unless told.
        if (!builder.ShouldSerialize("Timeout")) builder.Timeout = 5;
        if (!builder.ShouldSerialize("Maximum Pool Size")) builder.MaxPoolSize = 30;
        return new DatabaseOptions(DatabaseKind.Postgres, builder.ToString());
    }

    private static DatabaseOptions FromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw new FormatException("SIGNALBOX_DATABASE is not a valid postgres:// URL. Percent-encode special characters in the password.");
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        if (uri.Port > 0) builder.Port = uri.Port;
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]) == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(parts[0]);
            try
            {
                builder[name] = Uri.UnescapeDataString(parts.Length == 2 ? parts[1] : "");
            }
            catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidCastException)
            {
                throw new FormatException($"SIGNALBOX_DATABASE: PostgreSQL connections have no parameter '{parts[0]}', or it cannot have that value.");
            }
        }
        return Postgres(builder);
    }
}
