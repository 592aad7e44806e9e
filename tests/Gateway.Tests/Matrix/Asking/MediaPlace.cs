namespace Gateway.Tests.Matrix.Asking;

/// <summary>Where an image or a document lies.</summary>
internal enum MediaPlace
{
    /// <summary>At an address.</summary>
    Address,

    /// <summary>In the request.</summary>
    Inline,

    /// <summary>At the provider.</summary>
    File,
}
