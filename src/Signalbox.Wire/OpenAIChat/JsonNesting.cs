namespace Signalbox.Wire.OpenAIChat;

/// <summary>Follows an object or an array that comes in pieces, to know when it is whole. A lone string or number never is.</summary>
internal struct JsonNesting
{
    private int _depth;
    private bool _begun;
    private bool _inString;
    private bool _escaped;

    /// <summary>Whether the outermost bracket has closed.</summary>
    public readonly bool IsWhole => _begun && _depth == 0;

    public void Feed(string piece)
    {
        foreach (var c in piece)
        {
            if (_escaped)
                _escaped = false;
            else if (_inString)
                FeedString(c);
            else
                FeedStructure(c);
        }
    }

    private void FeedString(char c)
    {
        _escaped = c == '\\';
        _inString = c != '"';
    }

    private void FeedStructure(char c)
    {
        switch (c)
        {
            case '"':
                _inString = true;
                break;
            case '{' or '[':
                _begun = true;
                _depth++;
                break;
            case '}' or ']':
                _depth--;
                break;
        }
    }
}
