using Signalbox.Core.Assets;

namespace Signalbox.Core.Promotion;

/// <summary>A member of a group as a configuration file has it, and as the registry has it.</summary>
/// <param name="Declared">What the file says.</param>
/// <param name="DeclaredBefore">What the file said when it was applied last; null when it did not name the member.</param>
/// <param name="Current">Its status in the registry; null when it is not there.</param>
public sealed record DeclaredMember(RegistryStatus Declared, RegistryStatus? DeclaredBefore, RegistryStatus? Current);
