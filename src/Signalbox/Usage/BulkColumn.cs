using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>A column that rows are written to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Text or Bigint.</param>
/// <param name="Value">A row's value for it: a string, a long or null.</param>
internal sealed record BulkColumn<T>(string Name, NpgsqlDbType Type, Func<T, object?> Value);
