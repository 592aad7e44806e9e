using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Code;

/// <summary>
/// Reads what each type of an assembly uses from its metadata and its method bodies. Nothing is loaded or run, and nothing that the compiler
/// made (lambdas, iterators, async methods) is missed.
/// </summary>
internal static class CompiledAssembly
{
    /// <summary>The types of an assembly that lies beside the tests.</summary>
    public static IReadOnlyList<CompiledType> Read(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, file));
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var types = new Dictionary<string, CompiledType>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var names = new TypeNames(metadata);
            var (space, name) = names.Outermost(handle);
            if (!space.StartsWith("Signalbox", StringComparison.Ordinal)) continue;
            if (!types.TryGetValue(name, out var type)) types[name] = type = new CompiledType(name, space);
            new TypeReading(image, metadata, names, type).Read(handle);
            type.Uses.UnionWith(names.Seen);
            type.Uses.Remove(name);
        }
        return [.. types.Values.OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }
}
