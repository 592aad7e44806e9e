namespace Gateway.Tests.Matrix.Answering;

/// <summary>A call in an answer.</summary>
/// <param name="Id">The id by which its result is to name it.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Compact JSON.</param>
internal sealed record ReplyCall(string Id, string Name, string Arguments);
