namespace Signalbox.Core.Assets;

/// <summary>What kind of thing a grant allows. One engine judges them all.</summary>
public enum AssetKind
{
    /// <summary>What a caller may put in <c>model</c>: a model name or a route-group key.</summary>
    CallableTarget,

    /// <summary>An MCP server.</summary>
    McpServer,

    /// <summary>A tool of an MCP server or of an API.</summary>
    Tool,

    /// <summary>Tools under one name.</summary>
    Toolbox,

    /// <summary>An agent.</summary>
    Agent,
}
