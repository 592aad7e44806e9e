namespace Signalbox.Usage;

/// <summary>Codes of calls whose callers went away before the end.</summary>
internal static class DisconnectCodes
{
    /// <summary>The call was canceled, or was read on to a bound; its tokens are estimated.</summary>
    public const string Left = "client-disconnected";

    /// <summary>The answer was read on to its end; its tokens are the provider's.</summary>
    public const string Drained = "client-disconnected-drained";
}
