namespace Signalbox.Wire;

/// <summary>The words for <see cref="ServiceClass"/>, which OpenAI and Anthropic share.</summary>
public static class ServiceClasses
{
    private static readonly string?[] Names = [null, "batch", "flex", "priority", "scale"];

    /// <summary>The word for a class; null for the usual one.</summary>
    public static string? Name(ServiceClass value) => (int)value < Names.Length ? Names[(int)value] : null;

    /// <summary>All words.</summary>
    public static IEnumerable<string> All => Names.OfType<string>();

    /// <summary>The class of a word as it stands in an answer.</summary>
    internal static ServiceClass Read(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("priority"u8) ? ServiceClass.Priority
        : word.SequenceEqual("flex"u8) ? ServiceClass.Flex
        : word.SequenceEqual("batch"u8) ? ServiceClass.Batch
        : word.SequenceEqual("scale"u8) ? ServiceClass.Scale
        : ServiceClass.Usual;
}
