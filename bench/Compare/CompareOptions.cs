namespace Signalbox.Bench.Compare;

/// <summary>What the command line asks for.</summary>
/// <param name="Plan">How long and how often.</param>
/// <param name="JudgesBars">Whether a broken bar fails the run.</param>
/// <param name="Contenders">Names of the contenders, <c>direct</c> always among them.</param>
/// <param name="Binaries">Where the published contenders lie.</param>
/// <param name="Output">Where the result files go.</param>
internal sealed record CompareOptions(Plan Plan, bool JudgesBars, IReadOnlyList<string> Contenders, string Binaries, string Output)
{
    /// <summary>Keys that Signalbox knows besides the one that calls.</summary>
    public int Keys { get; init; }

    /// <summary>Every contender, in the order of the table.</summary>
    public static readonly IReadOnlyList<string> AllContenders = ["direct", "nginx", "yarp", "signalbox"];

    /// <summary>Signalbox with every call shadowed by a slow candidate. Measured only where it is named.</summary>
    public const string Shadowed = "signalbox-shadow";

    private const string Usage =
        """
        usage: bench/run.sh [--quick] [--rounds N] [--rate N] [--keys N] [--contenders direct,nginx,yarp,signalbox,signalbox-shadow] [--no-bars]
          --quick       two short rounds, to see that all works; figures are rough
          --rounds      1 to 20
          --rate        requests per second of the open-loop measure, 10 to 20000
          --keys        keys that Signalbox knows besides, 1 to 1000000
          --contenders  compare only these (direct is always in; signalbox-shadow, where each call is shadowed by a slow candidate, only when named)
          --no-bars     exit with 0 even when Signalbox breaks a bar
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is not understood; the message is the usage.</exception>
    public static CompareOptions Parse(ReadOnlySpan<string> args)
    {
        var plan = args.Contains("--quick") ? Plan.Quick : Plan.Standard;
        var options = new CompareOptions(plan, true, AllContenders, "artifacts/bench/bin", "artifacts/bench");
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--quick": continue;
                case "--no-bars": options = options with { JudgesBars = false }; continue;
                case "--rounds": options = options with { Plan = options.Plan with { Rounds = Number(value, 1, 20) } }; break;
                case "--rate": options = options with { Plan = options.Plan with { Rate = Number(value, 10, 20_000) } }; break;
                case "--keys": options = options with { Keys = Number(value, 1, 1_000_000) }; break;
                case "--contenders": options = options with { Contenders = Named(value) }; break;
                case "--binaries": options = options with { Binaries = value }; break;
                case "--output": options = options with { Output = value }; break;
                default: throw new FormatException(args[i] is "--help" or "-h" ? Usage : $"'{args[i]}' is not understood.\n{Usage}");
            }
            i++;
        }
        return options with { Plan = options.Plan.WithKeys(options.Keys) };
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, out var number) && number >= least && number <= most ? number : throw new FormatException($"'{text}' is not {least} to {most}.\n{Usage}");

    private static string[] Named(string list)
    {
        var names = list.Split(',');
        string[] known = [.. AllContenders, Shadowed];
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new FormatException($"'{unknown}' is no contender.\n{Usage}")
            : [.. known.Where(name => name == "direct" || names.Contains(name))];
    }
}
