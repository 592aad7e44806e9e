namespace Signalbox.Responses;

/// <summary>How a search among the kept responses came out.</summary>
internal enum KeptOutcome
{
    /// <summary>All that was looked for is there.</summary>
    Found,

    /// <summary>Something is not there: it never was, was deleted, has expired or belongs to another key.</summary>
    Missing,

    /// <summary>The conversation is larger than any request may be.</summary>
    TooLarge,

    /// <summary>The database, which alone could tell, is away.</summary>
    Away,
}
