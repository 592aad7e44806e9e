using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Architecture.Tests.Code;

/// <summary>Notes the top-level type behind every handle and signature it is shown.</summary>
internal sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    /// <summary>Full names seen so far.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes what a token stands for.</summary>
    public void Add(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition: GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0); break;
            case HandleKind.TypeReference: GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0); break;
            case HandleKind.TypeSpecification: metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null); break;
            case HandleKind.FieldDefinition: Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodDefinition: Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(this, null);
                Add(specification.Method);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Add(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(this, null);
                else member.DecodeFieldSignature(this, null);
                break;
        }
    }

    /// <summary>Namespace and full name of the type that a definition is nested in, or is.</summary>
    public (string Namespace, string FullName) Outermost(TypeDefinitionHandle handle)
    {
        var definition = metadata.GetTypeDefinition(handle);
        while (!definition.GetDeclaringType().IsNil) definition = metadata.GetTypeDefinition(definition.GetDeclaringType());
        var space = metadata.GetString(definition.Namespace);
        return (space, $"{space}.{metadata.GetString(definition.Name)}");
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(Outermost(handle).FullName);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var reference = reader.GetTypeReference(handle);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)reference.ResolutionScope, 0)
            : Note($"{reader.GetString(reference.Namespace)}.{reader.GetString(reference.Name)}");
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetSZArrayType(string elementType) => elementType;
    public string GetArrayType(string elementType, ArrayShape shape) => elementType;
    public string GetByReferenceType(string elementType) => elementType;
    public string GetPointerType(string elementType) => elementType;
    public string GetPinnedType(string elementType) => elementType;
    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;
    public string GetGenericMethodParameter(object? genericContext, int index) => "";
    public string GetGenericTypeParameter(object? genericContext, int index) => "";
    public string GetFunctionPointerType(MethodSignature<string> signature) => "";
    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

    private string Note(string name)
    {
        // What the compiler or a generator made for its own use says nothing.
        if (!name.Contains('<', StringComparison.Ordinal)) Seen.Add(name);
        return name;
    }
}
