namespace Gateway.Tests.Matrix.Asking;

/// <summary>Who says something in a conversation.</summary>
internal enum Speaker
{
    /// <summary>The operator, in the words of all dialects.</summary>
    System,

    /// <summary>The operator, as OpenAI names it since its reasoning models.</summary>
    Developer,

    /// <summary>The user.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool that the model called.</summary>
    Tool,
}
