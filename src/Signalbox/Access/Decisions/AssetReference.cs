using Signalbox.Admin;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Decisions;

/// <summary>What is asked for: an asset of a kind, by name.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name, which need not exist.</param>
internal readonly record struct AssetReference(AssetKind Kind, string Name)
{
    /// <summary>Reads <c>callable_target:NAME</c>, or <c>NAME</c> alone for a callable target. A name may hold colons, and begin like a kind.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="catalog">What there is: a callable target whose name is the whole text is meant before anything else.</param>
    /// <exception cref="ProblemException">400 when it is empty.</exception>
    public static AssetReference Parse(string? text, AssetCatalog catalog)
    {
        if (text is not null && catalog.Find(AssetKind.CallableTarget, text) is not null) return new(AssetKind.CallableTarget, text);
        var parts = (text ?? "").Split(':', 2);
        var reference = parts.Length == 2 && AssetKinds.Parse(parts[0]) is { } kind ? new AssetReference(kind, parts[1]) : new(AssetKind.CallableTarget, text ?? "");
        return reference.Name.Length > 0 ? reference : throw ProblemException.Invalid("asset", "is required: a name, or KIND:NAME such as callable_target:gpt-5.");
    }

    /// <summary>Reads a kind, callable_target unless told.</summary>
    /// <exception cref="ProblemException">400 when it is not known.</exception>
    public static AssetKind ParseKind(string? name) => string.IsNullOrEmpty(name)
        ? AssetKind.CallableTarget
        : AssetKinds.Parse(name) ?? throw ProblemException.Invalid("asset_kind", $"must be one of {string.Join(", ", AssetKinds.Names)}.");
}
