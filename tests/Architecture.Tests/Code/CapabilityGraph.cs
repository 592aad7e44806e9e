namespace Architecture.Tests.Code;

/// <summary>Which capability uses which, as compiled. A capability is a folder, and so a namespace, right under <c>Signalbox</c>.</summary>
internal sealed class CapabilityGraph
{
    /// <summary>What puts the capabilities together: the types right in the namespace <c>Signalbox</c>.</summary>
    public const string Composition = "Gateway";

    public CapabilityGraph(IEnumerable<CompiledType> types)
    {
        foreach (var type in types)
        {
            var user = Of(type.FullName)!;
            Capabilities.Add(user);
            foreach (var used in type.Uses)
            {
                if (Of(used) is not { } capability || capability == user) continue;
                if (!Edges.TryGetValue((user, capability), out var witnesses)) Edges[(user, capability)] = witnesses = [];
                witnesses.Add($"{type.FullName} uses {used}");
            }
        }
    }

    /// <summary>The gateway and its two libraries, as built.</summary>
    public static CapabilityGraph OfGateway() => new(
        new[] { "signalbox.dll", "Signalbox.Core.dll", "Signalbox.Wire.dll" }.SelectMany(CompiledAssembly.Read));

    /// <summary>All capabilities.</summary>
    public SortedSet<string> Capabilities { get; } = new(StringComparer.Ordinal);

    /// <summary>Who uses whom, with the types that do.</summary>
    public SortedDictionary<(string User, string Used), List<string>> Edges { get; } = [];

    /// <summary>What a capability uses.</summary>
    public IEnumerable<string> UsedBy(string capability) => Edges.Keys.Where(edge => edge.User == capability).Select(edge => edge.Used);

    /// <summary>The capability of a type; null for a type that is not ours.</summary>
    public static string? Of(string fullName)
    {
        var parts = fullName.Split('.');
        return parts[0] != "Signalbox" || parts.Length < 2 ? null : parts.Length == 2 ? Composition : parts[1];
    }
}
