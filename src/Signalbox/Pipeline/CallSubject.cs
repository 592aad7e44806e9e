using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline;

/// <summary>Whose calls stay at one member of a group: the caller as a key, a user or a session, or those who begin alike.</summary>
internal static class CallSubject
{
    /// <summary>
    /// How much of a body tells one prompt from another. Providers cache from 1,024 tokens on, which is more; a conversation that goes on begins as it did.
    /// </summary>
    private const int PromptBytes = 2048;

    /// <summary>The headers in which clients name a session, our own first.</summary>
    private static readonly string[] SessionHeaders = ["x-signalbox-session", "session_id", "session-id", "x-claude-code-session-id"];

    /// <summary>Its hash; null where each call is drawn anew.</summary>
    public static ulong? Of(Call call, CallableTarget target) => target.Affinity switch
    {
        RouteAffinity.None => null,
        RouteAffinity.User => RouteSubject.Hash(target.Name, call.Record.UserId ?? call.Record.KeyId),
        RouteAffinity.Session => RouteSubject.Hash(target.Name, Session(call.Http.Request.Headers) ?? call.Record.KeyId),
        RouteAffinity.Prompt => RouteSubject.Add(RouteSubject.Hash(target.Name, call.Record.KeyId), call.Body.Span[..Math.Min(call.Body.Length, PromptBytes)]),
        _ => RouteSubject.Hash(target.Name, call.Record.KeyId),
    };

    /// <summary>The session as the client names it; null when it names none.</summary>
    public static string? Session(IHeaderDictionary headers)
    {
        foreach (var name in SessionHeaders)
            if (headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } session])
                return session;
        return null;
    }
}
