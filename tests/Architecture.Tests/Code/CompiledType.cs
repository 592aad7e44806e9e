namespace Architecture.Tests.Code;

/// <summary>A top-level type as it was compiled, with everything nested in it: closures, state machines, loggers.</summary>
/// <param name="FullName">Namespace and name.</param>
/// <param name="Namespace">Its namespace.</param>
internal sealed record CompiledType(string FullName, string Namespace)
{
    /// <summary>Full names of the top-level types it uses: in signatures, attributes and method bodies.</summary>
    public SortedSet<string> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>The string literals in its method bodies.</summary>
    public SortedSet<string> Strings { get; } = new(StringComparer.Ordinal);
}
