namespace Signalbox.Wire.Conversation;

/// <summary>Whether tools must be called.</summary>
public enum ToolChoiceMode
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>None may be called.</summary>
    None,

    /// <summary>Some tool must be called.</summary>
    Required,

    /// <summary>One named tool must be called.</summary>
    Named,
}
