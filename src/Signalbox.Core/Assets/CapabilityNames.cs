namespace Signalbox.Core.Assets;

/// <summary>The names of <see cref="ModelCapabilities"/> in YAML, API and catalog.</summary>
public static class CapabilityNames
{
    private static readonly (ModelCapabilities Capability, string Name)[] Names =
    [
        (ModelCapabilities.Chat, "chat"),
        (ModelCapabilities.Responses, "responses"),
        (ModelCapabilities.Messages, "messages"),
        (ModelCapabilities.Embeddings, "embeddings"),
        (ModelCapabilities.Tools, "tools"),
        (ModelCapabilities.ParallelTools, "parallel_tools"),
        (ModelCapabilities.Images, "images"),
        (ModelCapabilities.Audio, "audio"),
        (ModelCapabilities.Pdf, "pdf"),
        (ModelCapabilities.StructuredOutput, "structured_output"),
        (ModelCapabilities.Reasoning, "reasoning"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = Array.ConvertAll(Names, entry => entry.Name);

    /// <summary>The set of these names; unknown ones are left out, since they are refused when they are configured.</summary>
    public static ModelCapabilities Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var set = ModelCapabilities.None;
        foreach (var name in names)
            foreach (var entry in Names)
                if (entry.Name == name)
                    set |= entry.Capability;
        return set;
    }

    /// <summary>The names of a set, with a comma between them.</summary>
    public static string Write(ModelCapabilities set) => string.Join(", ", Names.Where(entry => (set & entry.Capability) != 0).Select(entry => entry.Name));
}
