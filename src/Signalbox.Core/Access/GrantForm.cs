namespace Signalbox.Core.Access;

/// <summary>How a grant names assets; the most specific first.</summary>
public enum GrantForm
{
    /// <summary>One asset by its name.</summary>
    Exact,

    /// <summary>All whose name fits.</summary>
    Wildcard,

    /// <summary>All that carry the tag.</summary>
    Tag,
}
