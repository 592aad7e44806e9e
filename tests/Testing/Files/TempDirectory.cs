namespace Testing.Files;

/// <summary>A directory of its own for a test, removed when disposed.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Makes an empty directory.</summary>
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("signalbox-test-").FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file or directory in it, which need not exist.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file into it and returns the file's full path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that is only just ending may still write into it; the system clears its temp directory.
        }
    }
}
