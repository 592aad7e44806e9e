using NpgsqlTypes;

namespace Signalbox.Usage;

/// <summary>A column that rows are written to. Exactly one of its functions is set.</summary>
internal sealed record BulkColumn<T>
{
    private BulkColumn(string name) => Name = name;

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>A row's number for it.</summary>
    public Func<T, long?>? Number { get; private init; }

    /// <summary>A row's text for it.</summary>
    public Func<T, string?>? Text { get; private init; }

    /// <summary>A row's text for it, as UTF-8; never null.</summary>
    public Func<T, byte[]>? Utf8 { get; private init; }

    /// <summary>Its type in PostgreSQL.</summary>
    public NpgsqlDbType Type => Number is null ? NpgsqlDbType.Text : NpgsqlDbType.Bigint;

    /// <summary>A column of numbers.</summary>
    public static BulkColumn<T> OfNumber(string name, Func<T, long?> value) => new(name) { Number = value };

    /// <summary>A column of texts.</summary>
    public static BulkColumn<T> OfText(string name, Func<T, string?> value) => new(name) { Text = value };

    /// <summary>A column of texts that are made as UTF-8.</summary>
    public static BulkColumn<T> OfUtf8(string name, Func<T, byte[]> value) => new(name) { Utf8 = value };
}
