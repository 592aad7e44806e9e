using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Signalbox.Audit;

namespace Signalbox.Alerts.Slos;

/// <summary>A row of <c>slos</c>.</summary>
internal sealed record SloRow : IManagedRow<SloDraft>
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>JSON of <see cref="SloDraft"/>.</summary>
    public required string Terms { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    string IManagedRow<SloDraft>.Label => Name;

    /// <summary>The objective as it is written.</summary>
    public SloDraft ToDraft() => JsonSerializer.Deserialize(Terms, AlertsJson.Default.SloDraft)! with { Name = Name };

    /// <summary>Changes with what calls are counted by, so that counts by other terms are not taken for these.</summary>
    public string TermsHash
    {
        get
        {
            var counted = ToDraft() with { Name = null, Description = null, TargetPercent = 0, WindowDays = 0 };
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(counted, AlertsJson.Default.SloDraft))))[..16];
        }
    }
}
