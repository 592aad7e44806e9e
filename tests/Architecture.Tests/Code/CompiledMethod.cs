using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Code;

/// <summary>One method as it was compiled. Of an async method or a lambda, the body is a method of its own.</summary>
/// <param name="Type">The top-level type it stands in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uses">Full names of the top-level types in its signature and body.</param>
/// <param name="Strings">The string literals in its body.</param>
internal sealed record CompiledMethod(string Type, string Name, IReadOnlySet<string> Uses, IReadOnlyList<string> Strings)
{
    /// <summary>The methods of an assembly that lies beside the tests, those with a body.</summary>
    public static IReadOnlyList<CompiledMethod> Read(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, file));
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return
        [
            .. from handle in metadata.TypeDefinitions
               let outermost = new TypeNames(metadata).Outermost(handle)
               where outermost.Namespace.StartsWith("Signalbox", StringComparison.Ordinal)
               from method in metadata.GetTypeDefinition(handle).GetMethods()
               let definition = metadata.GetMethodDefinition(method)
               where definition.RelativeVirtualAddress != 0
               select Read(image, metadata, outermost.FullName, definition),
        ];
    }

    private static CompiledMethod Read(PEReader image, MetadataReader metadata, string type, MethodDefinition method)
    {
        var names = new TypeNames(metadata);
        var strings = new List<string>();
        method.DecodeSignature(names, null);
        foreach (var token in MethodBodyTokens.Read(image.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
        {
            if (token.Kind == HandleKind.UserString) strings.Add(metadata.GetUserString((UserStringHandle)token));
            else names.Add((EntityHandle)token);
        }
        return new(type, metadata.GetString(method.Name), names.Seen, strings);
    }
}
