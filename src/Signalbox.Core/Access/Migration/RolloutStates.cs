namespace Signalbox.Core.Access.Migration;

/// <summary>The names of <see cref="RolloutState"/> in the API.</summary>
public static class RolloutStates
{
    private static readonly string[] ByState = ["enforced", "missing_catalog_keys", "needs_org_bootstrap", "needs_scope_backfill", "ready_for_enforce"];

    /// <summary>All names, in the order of the states.</summary>
    public static IReadOnlyList<string> Names => ByState;

    /// <summary>The name of a state.</summary>
    public static string Name(RolloutState state) => ByState[(int)state];

    /// <summary>The state of that name, or null. <c>ready_for_shadow</c> is another word for <c>ready_for_enforce</c>.</summary>
    public static RolloutState? Parse(string? name) =>
        name == "ready_for_shadow" ? RolloutState.ReadyForEnforce : Array.IndexOf(ByState, name) is >= 0 and var index ? (RolloutState)index : null;
}
