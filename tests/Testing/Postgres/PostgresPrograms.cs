using System.Globalization;

namespace Testing.Postgres;

/// <summary>Finds PostgreSQL's programs and the way to run them.</summary>
internal static class PostgresPrograms
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The directory that holds <c>initdb</c> and <c>postgres</c>, of the newest version; null when absent.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>A program with its arguments, run as the user <c>postgres</c> when we are root.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static (string File, IReadOnlyList<string> Arguments) AsServerUser(string program, string[] arguments)
    {
        var directory = Directory ?? throw new InvalidOperationException(PostgresServer.NotInstalled);
        var path = Path.Combine(directory, program);
        // setpriv replaces itself by the program, so that the process we hold is the server, not a wrapper.
        return Environment.UserName == "root"
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : (path, arguments);
    }

    private static string? Find()
    {
        var packaged = System.IO.Directory.Exists(DebianRoot)
            ? System.IO.Directory.GetDirectories(DebianRoot).OrderByDescending(Version).Select(d => Path.Combine(d, "bin"))
            : [];
        var onPath = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return packaged.Concat(onPath).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    private static int Version(string directory) =>
        int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
