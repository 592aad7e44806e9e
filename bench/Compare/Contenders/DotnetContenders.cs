using System.Diagnostics;
using System.Globalization;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>The upstream, and the bare YARP forwarder.</summary>
internal static class DotnetContenders
{
    /// <summary>The upstream itself: what remains when nothing is in between.</summary>
    public static Contender Direct(string binaries) => Upstream("direct", binaries);

    /// <summary>
    /// An upstream for candidates, which answers what callers ask too: after a quarter of a second, and in a process of its own, so that neither the
    /// generator nor the upstream of what callers wait for has a part in it.
    /// </summary>
    public static Contender Candidate(string binaries) => Upstream("candidate", binaries, "250");

    private static Contender Upstream(string name, string binaries, params string[] args)
    {
        var port = FreePort.Find();
        var start = Dotnet(binaries, "upstream", "Upstream.dll", [port.ToString(CultureInfo.InvariantCulture), .. args]);
        // Answers on the thread that saw the request arrive, which makes it nearly twice as fast. The same for all contenders.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        return new Contender(name, port) { Start = start };
    }

    /// <summary>The bare YARP forwarder.</summary>
    public static Contender Yarp(string binaries, int upstreamPort)
    {
        var port = FreePort.Find();
        return new Contender("yarp", port)
        {
            Start = Dotnet(binaries, "yarp", "YarpForwarder.dll", port.ToString(CultureInfo.InvariantCulture), upstreamPort.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>Starts a published program, out of the reach of settings in the caller's environment.</summary>
    /// <exception cref="InvalidComparisonException">It was not published.</exception>
    public static ProcessStartInfo Dotnet(string binaries, string folder, string assembly, params string[] args)
    {
        var path = Path.GetFullPath(Path.Combine(binaries, folder, assembly));
        if (!File.Exists(path)) throw new InvalidComparisonException($"{path} is missing; bench/run.sh builds it.");
        var start = new ProcessStartInfo("dotnet", [path, .. args]);
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList()) start.Environment.Remove(name);
        return start;
    }

    private static bool IsForeign(string variable) =>
        variable.StartsWith("SIGNALBOX_", StringComparison.Ordinal) || variable.StartsWith("OTEL_", StringComparison.Ordinal)
        || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || variable.StartsWith("DOTNET_gc", StringComparison.OrdinalIgnoreCase);
}
