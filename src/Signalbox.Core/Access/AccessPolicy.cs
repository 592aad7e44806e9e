using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>The mode of a scope for assets other than callable targets, whose mode stands in its row.</summary>
public readonly record struct AccessPolicy(AssetKind Kind, AccessMode Mode);
