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

    /// <summary>Whether it says that the key is none: Google does so with a 400 (https://ai.google.dev/gemini-api/docs/troubleshooting).</summary>
    public bool RejectsKey => Status == 400 && ErrorReasons(Body).Contains("API_KEY_INVALID");

    /// <summary>Whether it says that there is no such model, in any provider's words.</summary>
    public bool RejectsModel => Status is 400 or 404 && (ErrorCode is "model_not_found" or "DeploymentNotFound"
        || ErrorField(Body, "type") == "not_found_error" || (Status == 404 && ErrorField(Body, "status") == "NOT_FOUND")
        || ErrorField(Body, "message")?.Contains("model identifier is invalid", StringComparison.Ordinal) == true);

    /// <summary>
    /// A string field of the error object, which OpenAI, Anthropic and Google have alike; or null. Of AWS the body itself is the object
    /// (https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html).
    /// </summary>
    public static string? ErrorField(byte[] body, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            var error = json.RootElement.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : json.RootElement;
            return error.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The reasons in the details of an error of Google's (https://cloud.google.com/apis/design/errors#error_details).</summary>
    private static List<string> ErrorReasons(byte[] body)
    {
        var reasons = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
                foreach (var detail in details.EnumerateArray())
                    if (detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String)
                        reasons.Add(reason.GetString()!);
        }
        catch (JsonException)
        {
            // What is no JSON gives no reason.
        }
        return reasons;
    }
}
