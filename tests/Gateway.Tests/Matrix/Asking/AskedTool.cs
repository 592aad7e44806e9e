namespace Gateway.Tests.Matrix.Asking;

/// <summary>A function the model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">Its arguments, as compact JSON Schema.</param>
internal sealed record AskedTool(string Name, string Description, string Schema)
{
    /// <summary>Whether the arguments must match exactly.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether a prefix up to here is to be cached.</summary>
    public bool IsCached { get; init; }

    /// <summary>The tool as a line.</summary>
    public string Line => $"{Name}: {Description} {Schema}";
}
