namespace Signalbox.Limits;

/// <summary>The store that the instances share cannot be reached, or does not answer in time.</summary>
internal sealed class ShareStoreException(string reason) : Exception(reason);
