using System.Text.Json;

namespace Signalbox.Models.Probe;

/// <summary>What came back from one call of a probe.</summary>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Body">The body, cut at a bound.</param>
/// <param name="Failure">Why no answer came, or null.</param>
/// <param name="Said">What the provider said, as an addition to a sentence, safe to show; or empty.</param>
internal sealed record ProbeAnswer(int? Status, byte[] Body, string? Failure, string Said)
{
    /// <summary>The error code in OpenAI's shape, or null.</summary>
    public string? ErrorCode => ErrorField(Body, "code");

    /// <summary>A string field of the error object in OpenAI's shape, or null.</summary>
    public static string? ErrorField(byte[] body, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
