using System.Net;
using System.Net.Http.Headers;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;
using Signalbox.Egress;

namespace Signalbox.Policies.External;

/// <summary>
/// Asks a server of the operator's, through the one way out. Only the hosts that the policy names are asked, also after a redirect, and each address
/// is judged when the connection is made.
/// </summary>
internal sealed class ExternalEngine : IPolicyEngine, IDisposable
{
    /// <summary>A chain longer than this is a loop or an attempt to tire us.</summary>
    private const int MostRedirects = 3;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ExternalPolicy _policy;
    private readonly PolicyCredential? _credential;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, HttpMessageInvoker> _hosts;
    private readonly AnswerCache _cache;
    private int _underWay;

    public ExternalEngine(ExternalPolicy policy, PolicyCredential? credential, EgressHandlers egress, TimeProvider time)
    {
        (_policy, _credential, _time) = (policy, credential, time);
        _cache = new AnswerCache(TimeSpan.FromSeconds(policy.CacheSeconds), time);
        // What is permitted counts for one host of a handler, so that each has its own.
        _hosts = policy.AllowHosts.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(
            host => host, host => new HttpMessageInvoker(egress.ForUpstream(new UriBuilder(Uri.UriSchemeHttps, host).Uri, Permitted)), StringComparer.OrdinalIgnoreCase);
    }

    private EgressPolicy Permitted => new() { AllowHttp = _policy.AllowHttp, AllowPrivate = _policy.AllowPrivate, ConnectTimeout = TimeSpan.FromMilliseconds(_policy.TimeoutMs) };

    /// <inheritdoc/>
    public async ValueTask<PolicyAnswer> AskAsync(PolicyQuestion question, CancellationToken cancellation)
    {
        if (question.Likeness is { } likeness && _cache.Find(likeness) is { } kept) return kept;
        if (Interlocked.Increment(ref _underWay) > _policy.MaxConcurrency)
        {
            Interlocked.Decrement(ref _underWay);
            return PolicyAnswer.Failed(PolicyOutcome.Busy, $"{_policy.MaxConcurrency} questions are under way.");
        }
        try
        {
            var answer = await AskInTimeAsync(question, cancellation);
            if (question.Likeness is { } alike && answer.Outcome == PolicyOutcome.Decided) _cache.Keep(alike, answer);
            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>Closes its connections, for who knows that nobody asks any more. One that calls may still ask is left to the collector.</summary>
    public void Dispose()
    {
        foreach (var invoker in _hosts.Values) invoker.Dispose();
    }

    private async Task<PolicyAnswer> AskInTimeAsync(PolicyQuestion question, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(_policy.TimeoutMs), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await FollowAsync(new Uri(_policy.Url), question, either.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return PolicyAnswer.Failed(PolicyOutcome.Timeout, $"There was no whole answer within {_policy.TimeoutMs} ms.");
        }
        catch (Exception failure)
        {
            return EgressFailures.Refusal(failure) is { } refusal
                ? PolicyAnswer.Failed(PolicyOutcome.EgressRefused, refusal.Message)
                : PolicyAnswer.Failed(PolicyOutcome.Unreachable, EgressFailures.Classify(failure).ToString());
        }
    }

    private async Task<PolicyAnswer> FollowAsync(Uri url, PolicyQuestion question, CancellationToken cancellation)
    {
        for (var hops = 0; ; hops++)
        {
            if (Refuse(url) is { } problem) return PolicyAnswer.Failed(PolicyOutcome.EgressRefused, problem);
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(question.Json) { Headers = { ContentType = Json } } };
            if (_credential is { } credential && IsSame(url.IdnHost, credential.Host)) request.Headers.Authorization = new("Bearer", credential.Token);
            using var response = await _hosts[url.IdnHost].SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location)
            {
                if (hops == MostRedirects) return PolicyAnswer.Failed(PolicyOutcome.EgressRefused, $"More than {MostRedirects} redirects.");
                url = new Uri(url, location);
                continue;
            }
            if (response.StatusCode != HttpStatusCode.OK) return PolicyAnswer.Failed(PolicyOutcome.BadStatus, $"The server answered {(int)response.StatusCode}.");
            return await ReadAsync(response, cancellation);
        }
    }

    /// <summary>Why a URL may not be asked, the first as well as one that a redirect names; null when it may.</summary>
    private string? Refuse(Uri url)
    {
        if (!_hosts.ContainsKey(url.IdnHost)) return $"{url.Host} is none of the policy's allow_hosts.";
        return EgressUrl.Validate(url, Permitted) is [var problem, ..] ? problem.Message : null;
    }

    private async Task<PolicyAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(_policy.MaxAnswerBytes + 1, 4096)];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return new(PolicyOutcome.Decided, buffer.AsMemory(0, length));
            length += read;
            if (length > _policy.MaxAnswerBytes) return PolicyAnswer.Failed(PolicyOutcome.TooLarge, $"The answer has more than {_policy.MaxAnswerBytes:N0} bytes.");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, _policy.MaxAnswerBytes + 1));
        }
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
