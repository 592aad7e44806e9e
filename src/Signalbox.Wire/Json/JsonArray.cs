namespace Signalbox.Wire.Json;

/// <summary>Arrays of which only their being empty matters.</summary>
internal static class JsonArray
{
    /// <summary>Passes the value that comes next, whatever it is, and tells whether it is an array with at least one element.</summary>
    public static bool Skip(ref JsonCursor cursor)
    {
        if (cursor.Peek() != JsonKind.Array)
        {
            cursor.Skip();
            return false;
        }

        var any = false;
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            any = true;
            cursor.Skip();
        }

        return any;
    }
}
