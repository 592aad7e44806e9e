using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Code;

/// <summary>Walks one type definition: its bases, members, attributes and method bodies.</summary>
internal sealed class TypeReading(PEReader image, MetadataReader metadata, TypeNames names, CompiledType type)
{
    public void Read(TypeDefinitionHandle handle)
    {
        var definition = metadata.GetTypeDefinition(handle);
        names.Add(definition.BaseType);
        foreach (var implemented in definition.GetInterfaceImplementations()) names.Add(metadata.GetInterfaceImplementation(implemented).Interface);
        foreach (var field in definition.GetFields()) metadata.GetFieldDefinition(field).DecodeSignature(names, null);
        foreach (var attribute in definition.GetCustomAttributes()) names.Add(metadata.GetCustomAttribute(attribute).Constructor);
        foreach (var method in definition.GetMethods()) Read(metadata.GetMethodDefinition(method));
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(names, null);
        foreach (var attribute in method.GetCustomAttributes()) names.Add(metadata.GetCustomAttribute(attribute).Constructor);
        if (method.RelativeVirtualAddress == 0) return;
        var body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        foreach (var region in body.ExceptionRegions) names.Add(region.CatchType);
        foreach (var token in MethodBodyTokens.Read(body.GetILReader()))
        {
            if (token.Kind == HandleKind.UserString) type.Strings.Add(metadata.GetUserString((UserStringHandle)token));
            else names.Add((EntityHandle)token);
        }
    }
}
