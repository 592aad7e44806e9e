namespace Signalbox.Wire;

/// <summary>What an upstream's error object says about trying elsewhere, read from its <c>type</c> and <c>code</c> (R48).</summary>
public enum ErrorClass
{
    /// <summary>Nothing that the scanner knows.</summary>
    Other,

    /// <summary>Too many requests or tokens, or quota used up: another account may serve.</summary>
    RateLimited,

    /// <summary>The provider has no capacity now: another provider may serve.</summary>
    Overloaded,
}
