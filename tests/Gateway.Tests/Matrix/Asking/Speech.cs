using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>What the writers of all dialects need.</summary>
internal static class Speech
{
    /// <summary>The pieces in runs of one speaker.</summary>
    public static IEnumerable<IReadOnlyList<Piece>> Runs(IEnumerable<Piece> pieces)
    {
        var run = new List<Piece>();
        foreach (var piece in pieces)
        {
            if (run.Count > 0 && (run[0].Who != piece.Who || run[0] is ReturnedPiece || piece is ReturnedPiece))
            {
                yield return run;
                run = [];
            }
            run.Add(piece);
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>A list of JSON values.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    /// <summary>Sets a member when there is a value.</summary>
    public static void Put(this JsonObject target, string name, JsonNode? value)
    {
        if (value is not null) target[name] = value;
    }

    /// <summary>A data: URL.</summary>
    public static string DataUrl(MediaPiece media) => media.Where == MediaPlace.Inline ? $"data:{media.MediaType};base64,{media.Source}" : media.Source;
}
