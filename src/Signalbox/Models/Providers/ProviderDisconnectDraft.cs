using Signalbox.Core.Assets;

namespace Signalbox.Models.Providers;

/// <summary>What becomes of a call at the provider when its caller goes away before the end.</summary>
internal sealed record ProviderDisconnectDraft
{
    /// <summary>The policy that cancels.</summary>
    public const string Cancel = "cancel";

    /// <summary>The policy that reads on.</summary>
    public const string Drain = "drain";

    /// <summary>
    /// cancel: the call is canceled at once, and its tokens are estimated. drain: the answer is read on without the caller, within the bounds below, and
    /// recorded with the tokens the provider reports.
    /// </summary>
    public string Policy { get; set; } = Cancel;

    /// <summary>drain: how many seconds an answer is read on, 1 to 600.</summary>
    public int MaxSeconds { get; set; } = 30;

    /// <summary>drain: how many bytes of it, 1,024 to 67,108,864.</summary>
    public int MaxBytes { get; set; } = 1_048_576;

    /// <summary>drain: how many answers are read on at once at each instance, 1 to 1,000. Further calls are canceled.</summary>
    public int MaxCalls { get; set; } = 16;

    /// <summary>As the snapshot needs it.</summary>
    public DisconnectPolicy ToPolicy() => new() { Drains = Policy == Drain, MaxMs = MaxSeconds * 1000, MaxBytes = MaxBytes, MaxCalls = MaxCalls };

    /// <summary>Notes what is wrong with it.</summary>
    public void Check(Admin.FieldErrors errors)
    {
        errors.Require(Policy is Cancel or Drain, "disconnect.policy", $"must be {Cancel} or {Drain}.");
        errors.Require(MaxSeconds is >= 1 and <= 600, "disconnect.max_seconds", "must be between 1 and 600.");
        errors.Require(MaxBytes is >= 1024 and <= 67_108_864, "disconnect.max_bytes", "must be between 1,024 and 67,108,864.");
        errors.Require(MaxCalls is >= 1 and <= 1000, "disconnect.max_calls", "must be between 1 and 1,000.");
    }
}
