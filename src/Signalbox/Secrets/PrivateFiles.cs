using System.Runtime.InteropServices;

namespace Signalbox.Secrets;

/// <summary>Files that only the gateway's own user may read.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory of mode 0700.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FileMode | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file of mode 0600, whole or not at all.</summary>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>The same for content that is not put together first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; it may seek.</param>
    public static void Write(string path, Action<FileStream> write) => File.Move(WriteBeside(path, write), path, overwrite: true);

    /// <summary>Writes a file of mode 0600, whole or not at all, unless there is one: of processes that do so at once, one wins.</summary>
    public static void WriteNew(string path, byte[] content)
    {
        var written = WriteBeside(path, stream => stream.Write(content));
        try
        {
            if (!TryLink(written, path)) File.Move(written, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
        }
        File.Delete(written);
    }

    /// <summary>
    /// Gives the file its name, unless the name is taken. On Unix <see cref="File.Move(string, string, bool)"/> only looks for the
    /// name before it renames, so that of two starts each could replace the other's file; <c>link(2)</c> lets one win.
    /// </summary>
    /// <returns>False where there are no hard links.</returns>
    /// <exception cref="IOException">The name is taken.</exception>
    private static bool TryLink(string written, string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        if (Link(written, path) == 0) return true;
        return File.Exists(path) ? throw new IOException($"{path} exists.") : false;
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string name);

    /// <summary>Writes under a name of its own: the mode counts only for a file that is made, and two writers must not share one.</summary>
    private static string WriteBeside(string path, Action<FileStream> write)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        try
        {
            using var stream = new FileStream(beside, options);
            write(stream);
            stream.Flush(flushToDisk: true);
            return beside;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
