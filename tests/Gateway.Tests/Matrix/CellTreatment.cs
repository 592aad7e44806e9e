namespace Gateway.Tests.Matrix;

/// <summary>What happens to a feature in one cell of the matrix.</summary>
internal enum CellTreatment
{
    /// <summary>One of the two has no word for it, so that there is nothing to test.</summary>
    Unsaid,

    /// <summary>Both speak the same dialect, and the bytes pass.</summary>
    AsItIs,

    /// <summary>The other dialect says the same.</summary>
    Kept,

    /// <summary>The other dialect says it differently.</summary>
    Mapped,

    /// <summary>It is brought about by other means, which the caller is told.</summary>
    Emulated,

    /// <summary>It is left out, which the caller is told.</summary>
    Dropped,

    /// <summary>The call is refused.</summary>
    Rejected,
}
