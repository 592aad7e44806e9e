namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>A credential that must be fetched could not be. The message says where it failed, and holds no secret.</summary>
internal sealed class UpstreamCredentialException(string message, Exception inner) : Exception(message, inner);
