using System.Text;
using Signalbox.Responses;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline.KeptState;

/// <summary>Keeps the response of one call as it passes, before the caller has the last byte of it.</summary>
/// <param name="kept">Where it goes.</param>
/// <param name="keyId">The key that calls.</param>
/// <param name="createdAt">When the call came, in Unix milliseconds.</param>
/// <param name="input">A copy of the request's input, since the body is given back before a stream ends; empty when it is too large to be kept.</param>
/// <param name="isTooLarge">Whether the input alone is too large.</param>
/// <param name="previousId">The response it goes on from; null when there is none.</param>
internal sealed class ResponseKeeping(KeptResponses kept, string keyId, long createdAt, ReadOnlyMemory<byte> input, bool isTooLarge, string? previousId)
{
    private string? _providerId;
    private bool _isNoted;
    private string? _lastId;

    /// <summary>Whether the gateway cannot keep it itself.</summary>
    public bool IsTooLarge => isTooLarge;

    /// <summary>The attempt under way has failed: what it was to be kept as counts for no other.</summary>
    public void ForgetAttempt() => (_providerId, _isNoted, _lastId) = (null, false, null);

    /// <summary>The call goes to a provider that keeps responses itself.</summary>
    public void GoesTo(string providerId) => _providerId = providerId;

    /// <summary>A stream of the provider's has told the id: from now on the response can be asked for, whatever becomes of the stream.</summary>
    public void Begun(ReadOnlySpan<byte> id)
    {
        if (_isNoted) return;
        _isNoted = true;
        Keep(Encoding.UTF8.GetString(id), _providerId, null);
    }

    /// <summary>A whole response of the provider's passes. One that is not at its end is only noted: its provider alone learns how it goes on.</summary>
    public void Passed(ReadOnlySpan<byte> response)
    {
        var scan = ResponsesResponseScanner.Scan(response);
        if (!scan.IsObject || !scan.Id.IsPresent) return;
        var isEnded = scan.Status.Of(response) is var status && (status.SequenceEqual("completed"u8) || status.SequenceEqual("incomplete"u8));
        var isWanted = isEnded && !isTooLarge;
        var fits = kept.Fits(input.Length + response.Length);
        if (isWanted && !fits) kept.LeaveOut();
        Keep(Encoding.UTF8.GetString(scan.Id.Of(response)), _providerId, isWanted && fits ? response.ToArray() : null);
    }

    /// <summary>
    /// The gateway has ended a provider's response before its time. Its provider does not have it as its caller does, so that it is kept here and gone on from
    /// like one that the gateway has made.
    /// </summary>
    public void CutOff(ReadOnlySpan<byte> response)
    {
        var scan = ResponsesResponseScanner.Scan(response);
        if (!isTooLarge && scan.Id.IsPresent && kept.Fits(input.Length + response.Length)) Keep(Encoding.UTF8.GetString(scan.Id.Of(response)), null, response.ToArray());
    }

    /// <summary>The gateway has made a response of another API's answer.</summary>
    public void Made(string id, ReadOnlyMemory<byte> response) => Keep(id, null, response.ToArray());

    /// <summary>What was kept can be asked for at every instance; called before the caller has the last byte. Bounded, and mostly no wait at all.</summary>
    public ValueTask ShareAsync() => _lastId is null ? default : kept.ShareAsync(keyId, _lastId);

    private void Keep(string id, string? providerId, byte[]? response)
    {
        if (!ResponseIds.IsId(id)) return;
        _lastId = id;
        kept.Keep(new KeptResponse(keyId, id)
        {
            ProviderId = providerId,
            PreviousId = previousId,
            CreatedAt = createdAt,
            Content = response is null ? null : new KeptContent(input, response),
        });
    }
}
