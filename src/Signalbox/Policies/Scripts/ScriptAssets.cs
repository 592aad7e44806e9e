using System.IO.Compression;
using System.Text;

namespace Signalbox.Policies.Scripts;

/// <summary>The files of this folder that the program carries. Nothing is read before it is asked for, and nothing is kept.</summary>
internal static class ScriptAssets
{
    private const string Prefix = "policies/";

    /// <summary>A text file.</summary>
    public static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A text file that is kept compressed.</summary>
    public static string ReadCompressed(string name)
    {
        using var reader = new StreamReader(new BrotliStream(Open(name), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Stream Open(string name) =>
        typeof(ScriptAssets).Assembly.GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"The program was built without {name}.");
}
