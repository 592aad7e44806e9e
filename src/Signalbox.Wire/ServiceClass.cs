namespace Signalbox.Wire;

/// <summary>The class of service that a provider says it served a call at, where it is priced apart.</summary>
public enum ServiceClass : byte
{
    /// <summary>The usual one, or none told: <c>default</c>, <c>standard</c>, <c>auto</c>.</summary>
    Usual,

    /// <summary><c>batch</c>.</summary>
    Batch,

    /// <summary><c>flex</c>.</summary>
    Flex,

    /// <summary><c>priority</c>.</summary>
    Priority,

    /// <summary><c>scale</c>.</summary>
    Scale,
}
