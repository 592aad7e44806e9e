namespace Signalbox.Storage;

/// <summary>The two databases the gateway keeps its registry and usage in.</summary>
internal enum DatabaseKind
{
    /// <summary>Embedded, the default.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for several instances.</summary>
    Postgres,
}
