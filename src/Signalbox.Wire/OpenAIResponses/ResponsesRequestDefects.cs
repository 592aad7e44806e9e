namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The defects that only a Responses request can have, in words.</summary>
internal static class ResponsesRequestDefects
{
    public static RequestDefect Empty { get; } =
        new("The request body is empty. Send a JSON object with \"model\" and \"input\".", null);

    public static RequestDefect NotAnObject { get; } =
        new("The request body must be a JSON object with \"model\" and \"input\".", null);

    public static RequestDefect InputNotTextOrArray { get; } =
        new("\"input\" must be a string or an array of items.", "input");

    public static RequestDefect ItemNotObject(int index) =>
        new($"\"input[{index}]\" must be an object, such as a message with \"role\" and \"content\".", $"input[{index}]");

    public static RequestDefect NotBoolean(string field) =>
        new($"\"{field}\" must be true, false or null.", field);

    /// <summary>The defect as it is told here: those that name <c>messages</c> name <c>input</c>.</summary>
    public static RequestDefect? InOwnWords(RequestDefect? defect) =>
        ReferenceEquals(defect, RequestDefects.Empty) ? Empty
        : ReferenceEquals(defect, RequestDefects.NotAnObject) ? NotAnObject
        : defect;
}
