using Signalbox.Core.Ids;

namespace Signalbox.Admin;

/// <summary>The id every response carries in <c>x-request-id</c>.</summary>
internal static class RequestId
{
    /// <summary>The header's name.</summary>
    public const string Header = "x-request-id";

    private static readonly object Key = new();

    /// <summary>A new id. The randomness guards against collision, not against guessing: an id grants nothing.</summary>
    /// <param name="at">When the request came: the id begins with it, and lists of calls rely on that.</param>
    public static string New(DateTimeOffset at)
    {
        Span<byte> random = stackalloc byte[Ulid.RandomBytes];
        Random.Shared.NextBytes(random);
        return Ulid.Create(at.ToUnixTimeMilliseconds(), random);
    }

    /// <summary>The request's id; made and put into the response's head on first use.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known)) return (string)known!;
        var id = New(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        context.Items[Key] = id;
        if (!context.Response.HasStarted) context.Response.Headers[Header] = id;
        return id;
    }
}
