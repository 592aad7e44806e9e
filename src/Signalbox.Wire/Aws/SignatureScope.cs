namespace Signalbox.Wire.Aws;

/// <summary>Where a signature holds.</summary>
/// <param name="Region">The region, such as <c>us-east-1</c>.</param>
/// <param name="Service">The service's name for signing: <c>bedrock</c> for Amazon Bedrock's runtime too.</param>
public readonly record struct SignatureScope(string Region, string Service);
