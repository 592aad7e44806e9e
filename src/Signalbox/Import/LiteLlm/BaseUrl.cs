namespace Signalbox.Import.LiteLlm;

/// <summary>Where a provider is reached, with what has to be allowed for that.</summary>
/// <param name="Url">The URL, or a reference to the environment.</param>
/// <param name="AllowPrivate">The host may be at a private address.</param>
/// <param name="AllowHttp">The host may be spoken to without TLS.</param>
internal sealed record BaseUrl(string Url, bool AllowPrivate, bool AllowHttp);
