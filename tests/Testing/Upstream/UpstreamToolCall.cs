namespace Testing.Upstream;

/// <summary>A function that the upstream's answer asks to call.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON text; streamed in several pieces.</param>
public sealed record UpstreamToolCall(string Name, string Arguments);
