namespace Signalbox.Policies;

/// <summary>What may change of a policy whatever its version.</summary>
internal sealed record PolicySettingsDraft
{
    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>metadata and prompts: see the creation. In force at once, for whichever version is.</summary>
    public IReadOnlyList<string> Grant { get; set; } = [];

    /// <summary>Write-only; left out or null keeps what is stored, an empty text removes it.</summary>
    public string? Credential { get; set; }
}
