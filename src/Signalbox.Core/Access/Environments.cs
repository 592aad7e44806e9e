namespace Signalbox.Core.Access;

/// <summary>Environments a caller may be in. A caller is in one or none; a grant may name several.</summary>
[Flags]
public enum Environments
{
    /// <summary>None: of a caller, that nothing says where it is; of a grant, that it holds everywhere.</summary>
    None = 0,

    /// <summary>Development.</summary>
    Dev = 1,

    /// <summary>Staging.</summary>
    Staging = 2,

    /// <summary>Production.</summary>
    Prod = 4,
}
