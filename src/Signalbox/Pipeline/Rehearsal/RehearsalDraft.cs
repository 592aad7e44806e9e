using System.Text.Json.Nodes;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>A call that is not made: who would call what, with which request.</summary>
internal sealed record RehearsalDraft
{
    /// <summary>Who calls: key, user, project, team or organization, a colon and the id, such as key:01J....</summary>
    public string? Subject { get; set; }

    /// <summary>The model or route group called.</summary>
    public string? Target { get; set; }

    /// <summary>The API: chat_completions, responses, messages or embeddings.</summary>
    public string Api { get; set; } = "chat_completions";

    /// <summary>The request's shape, in place of a body. Left out with a body left out: a short prompt that asks for nothing in particular.</summary>
    public RehearsalShape? Shape { get; set; }

    /// <summary>A whole request of that API, as a caller would send it. Its model is taken to be the target.</summary>
    public JsonObject? Body { get; set; }

    /// <summary>The session, for groups that are sticky by session.</summary>
    public string? Session { get; set; }
}

/// <summary>What a request is like, without its words.</summary>
internal sealed record RehearsalShape
{
    /// <summary>What it makes use of: tools, images, audio, pdf, structured_output or reasoning.</summary>
    public IReadOnlyList<string> Needs { get; set; } = [];

    /// <summary>Bytes of text in the prompt, 1 to 4,000,000.</summary>
    public int TextBytes { get; set; } = 200;

    /// <summary>The most tokens the answer may have; left out, the request does not say.</summary>
    public int? OutputTokens { get; set; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Stream { get; set; }
}
