namespace Signalbox.Core.Assets;

/// <summary>What an operator lets a routing policy see beyond the request's shape and the members' state.</summary>
[Flags]
public enum PolicyGrants
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The names of who calls, the session, and what the caller put into the request's own metadata.</summary>
    Metadata = 1 << 0,

    /// <summary>The whole request, prompts included.</summary>
    Prompts = 1 << 1,
}
