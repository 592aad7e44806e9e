namespace Testing.Files;

/// <summary>Where the files of the project lie that tests compare with the code.</summary>
public static class ProjectFiles
{
    /// <summary>Path of a file by its name from the project's folder.</summary>
    /// <exception cref="FileNotFoundException">The tests run elsewhere.</exception>
    public static string Find(string name)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Signalbox.slnx"))) return Path.Combine(directory.FullName, name);
        throw new FileNotFoundException("The tests run outside the project's folder.");
    }
}
