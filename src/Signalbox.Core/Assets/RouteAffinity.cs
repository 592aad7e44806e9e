namespace Signalbox.Core.Assets;

/// <summary>Whose calls go to the same member as long as the members and their weights stay.</summary>
public enum RouteAffinity
{
    /// <summary>Nobody's: each call is drawn anew.</summary>
    None,

    /// <summary>A key's.</summary>
    Key,

    /// <summary>A user's; a key's where it is bound to no user.</summary>
    User,

    /// <summary>A session's, as the client names it; a key's where it names none.</summary>
    Session,

    /// <summary>Those of one key that begin with the same words: what a provider's prompt cache goes by.</summary>
    Prompt,
}
