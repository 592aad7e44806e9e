using Signalbox.Bench.Compare.Contenders;
using Signalbox.Bench.Compare.Machine;
using Signalbox.Bench.Compare.Measuring;
using Signalbox.Bench.Compare.Results;

namespace Signalbox.Bench.Compare;

/// <summary>
/// A run from start to end: start all contenders, prove that they answer rightly, warm up, rounds, memory with 1,000 streams, cold starts,
/// results. All run at once and only one is loaded at a time, in another order for each measure.
/// </summary>
internal sealed class Comparison(CompareOptions options)
{
    private readonly Plan _plan = options.Plan;
    private readonly List<Standing> _standings = [];
    private readonly string _scratch = Directory.CreateTempSubdirectory("signalbox-bench-").FullName;
    private ContenderProcess? _candidate;

    /// <summary>Runs, prints the table, and writes the result files.</summary>
    /// <returns>Whether no bar was broken, or none was to be judged.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.Output);
        foreach (var log in Directory.EnumerateFiles(options.Output, "*.log*")) File.Delete(log);
        try
        {
            await StartAsync(cancellation);
            var reference = CheckAnswers();
            var foreign = new ForeignLoad();
            await MeasureRoundsAsync(reference, cancellation);
            var share = foreign.Share();
            var records = await CheckRecordsAsync(cancellation);
            await HoldStreamsAsync(cancellation);
            await StartColdAsync(cancellation);
            return await ReportAsync(share, records);
        }
        finally
        {
            foreach (var standing in _standings.AsEnumerable().Reverse()) await standing.Process.DisposeAsync();
            if (_candidate is not null) await _candidate.DisposeAsync();
            Directory.Delete(_scratch, recursive: true);
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        var direct = DotnetContenders.Direct(options.Binaries);
        var candidate = DotnetContenders.Candidate(options.Binaries);
        if (options.Contenders.Contains(CompareOptions.Shadowed)) (_candidate, _) = await StartAsync(candidate, cancellation);
        foreach (var name in options.Contenders)
        {
            var contender = name switch
            {
                "nginx" => NginxContender.Create(Path.Combine(_scratch, "nginx"), direct.Port),
                "yarp" => DotnetContenders.Yarp(options.Binaries, direct.Port),
                "signalbox" => SignalboxContender.Create(options.Binaries, Path.Combine(_scratch, "signalbox"), direct.Port),
                CompareOptions.Shadowed => SignalboxContender.Create(options.Binaries, Path.Combine(_scratch, name), direct.Port, candidate.Port),
                _ => direct,
            };
            Say($"starting {name}");
            var (process, firstStart) = await StartAsync(contender, cancellation);
            var standing = new Standing(contender, process) { FirstStart = firstStart };
            _standings.Add(standing);
            if (options.Keys > 0 && contender.Database is { } database) await AddKeysAsync(standing, database, cancellation);
        }
    }

    private async Task AddKeysAsync(Standing standing, string database, CancellationToken cancellation)
    {
        Say($"adding {options.Keys:N0} keys");
        await standing.Process.DisposeAsync();
        await SeededKeys.AddAsync(database, options.Keys, cancellation);
        (standing.Process, _) = await StartAsync(standing.Contender, cancellation);
        await GovernanceCheck.CheckKeysAsync(standing.Contender, options.Keys, cancellation);
    }

    private ReferenceAnswers CheckAnswers()
    {
        var reference = ReferenceAnswers.Of(_standings[0].Contender, _plan);
        foreach (var standing in _standings) reference.Check(standing.Contender, _plan);
        if (Find("signalbox") is { } signalbox) GovernanceCheck.CheckRefusals(signalbox.Contender);
        Say("all contenders answer rightly");
        return reference;
    }

    private async Task MeasureRoundsAsync(ReferenceAnswers reference, CancellationToken cancellation)
    {
        foreach (var standing in _standings)
        {
            Say($"warming up {standing.Contender.Name}");
            standing.Answered += await Turn(standing).WarmUpAsync(cancellation);
        }
        for (var round = 0; round < _plan.Rounds; round++)
        {
            var turns = _standings.ConvertAll(Turn);
            var first = round;
            foreach (var measure in Measure.Of(_plan))
            {
                Say($"round {round + 1} of {_plan.Rounds}: {measure.Name}");
                // Nobody always follows the same neighbour.
                for (var i = 0; i < turns.Count; i++) await measure.RunAsync(turns[(first + i) % turns.Count], cancellation);
                first++;
            }
            foreach (var (standing, turn) in _standings.Zip(turns))
            {
                var figures = turn.Figures();
                standing.Answered += figures.Answered;
                standing.Rounds.Add(figures);
            }
        }
        foreach (var standing in _standings) standing.ResidentAfterRounds = ProcessFigures.ResidentBytes(standing.Process.Id);

        ContenderTurn Turn(Standing standing) => new(_plan, standing.Contender, standing.Process.Id, reference);
    }

    private async Task<(long Answered, long Records)?> CheckRecordsAsync(CancellationToken cancellation)
    {
        if (Find("signalbox") is not { } signalbox) return null;
        var records = await GovernanceCheck.CheckRecordsAsync(signalbox.Contender, signalbox.Answered, cancellation);
        return (signalbox.Answered, records);
    }

    private async Task HoldStreamsAsync(CancellationToken cancellation)
    {
        foreach (var standing in _standings)
        {
            Say($"{_plan.HeldStreams} streams at once: {standing.Contender.Name}");
            standing.Held = await HeldStreams.RunAsync(_plan, standing.Contender, standing.Process.Id, _standings[0].Contender, cancellation);
        }
    }

    private async Task StartColdAsync(CancellationToken cancellation)
    {
        // Direct is the upstream, which the others need.
        foreach (var standing in _standings.Skip(1))
        {
            for (var i = 0; i < _plan.ColdStarts; i++)
            {
                Say($"cold start: {standing.Contender.Name}");
                await standing.Process.DisposeAsync();
                (standing.Process, var coldStart) = await StartAsync(standing.Contender, cancellation);
                standing.ColdStarts.Add(coldStart);
            }
        }
    }

    private async Task<bool> ReportAsync(double foreignShare, (long Answered, long Records)? usage)
    {
        var result = new Result(DateTimeOffset.UtcNow, MachineInfo.Read(), _plan, foreignShare, usage?.Answered, usage?.Records, [.. _standings.Select(ContenderResult.Of)]);
        var bars = Bars.Judge(result);
        var table = MarkdownTable.Write(result, bars);
        await Console.Out.WriteLineAsync(table);
        await ResultFiles.WriteAsync(options.Output, result, bars, table);
        return !options.JudgesBars || bars.All(bar => bar.Verdict != Verdict.Broken);
    }

    private Task<(ContenderProcess Process, TimeSpan ColdStart)> StartAsync(Contender contender, CancellationToken cancellation) =>
        ContenderProcess.StartAsync(contender, Workload.Request(contender, Workload.Json()), Path.Combine(options.Output, contender.Name + ".log"), _plan.LongestStart, cancellation);

    private Standing? Find(string name) => _standings.FirstOrDefault(standing => standing.Contender.Name == name);

    private static void Say(string what) => Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {what}");
}
