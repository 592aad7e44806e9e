using System.Net;
using System.Net.Http.Headers;
using Signalbox.Alerts.Destinations;
using Signalbox.Egress;

namespace Signalbox.Alerts.Delivery;

/// <summary>Posts JSON to a hook through the egress guard. Redirects are not followed: whoever moves a hook says so to us, not to our requests.</summary>
internal sealed class HookPost(EgressHandlers handlers, TimeProvider time)
{
    /// <summary>Posts, and judges the answer by its status. Nothing of its body is read or kept.</summary>
    public async Task<DeliveryOutcome> SendAsync(string url, AlertDestinationDraft destination, byte[] body, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        var (target, policy) = (new Uri(url), AlertDestinationRules.PolicyOf(destination));
        if (EgressUrl.Validate(target, policy) is [var problem, ..]) return DeliveryOutcome.Refused(problem.Message);
        using var invoker = new HttpMessageInvoker(handlers.ForUpstream(target, policy));
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Version = HttpVersion.Version11, Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "signalbox");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await invoker.SendAsync(request, cancellation);
        return Judge(response);
    }

    private DeliveryOutcome Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => DeliveryOutcome.Taken(status),
            >= 300 and < 400 => new(false, status, $"it answered {status}: redirects are not followed. Set the URL it moved to", IsFinal: true),
            408 or 425 or 429 or >= 500 => new(false, status, $"it answered {status}", AskedMs: Asked(response.Headers.RetryAfter)),
            _ => new(false, status, $"it answered {status}", IsFinal: true),
        };
    }

    private long Asked(RetryConditionHeaderValue? after) => (long)Math.Clamp(
        (after?.Delta ?? after?.Date - time.GetUtcNow() ?? TimeSpan.Zero).TotalMilliseconds, 0, TimeSpan.FromDays(1).TotalMilliseconds);
}
