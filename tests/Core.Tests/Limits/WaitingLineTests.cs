using Signalbox.Core.Limits;

namespace Core.Tests.Limits;

/// <summary>Who is served when, of those that wait for room under a limit.</summary>
public sealed class WaitingLineTests
{
    [Fact]
    public void Callers_take_turns_however_many_calls_each_has_waiting()
    {
        var line = new WaitingLine(10);
        foreach (var caller in new[] { "a", "a", "a", "b", "c", "b" }) line.Join(caller, 5, 0).ShouldNotBeNull();
        Served(line).ShouldBe(["a", "b", "c", "a", "b", "a"]);
    }

    [Fact]
    public void A_caller_that_comes_later_does_not_catch_up_on_turns_it_had_no_use_for()
    {
        var line = new WaitingLine(10);
        line.Join("a", 5, 0);
        line.Join("a", 5, 0);
        line.Join("a", 5, 0);
        line.Leave(line.First!, served: true);
        line.Join("b", 5, 1);
        line.Join("b", 5, 1);
        Served(line).ShouldBe(["a", "b", "a", "b"]);
    }

    [Fact]
    public void Higher_priorities_come_first_and_a_full_line_takes_nobody()
    {
        var line = new WaitingLine(3);
        var low = line.Join("a", 1, 0)!;
        line.Join("b", 5, 0);
        var high = line.Join("a", 9, 0)!;
        line.Join("c", 9, 0).ShouldBeNull();
        (line.PositionOf(high), line.PositionOf(low)).ShouldBe((1, 3));
        line.Leave(high, served: false);
        line.Leave(high, served: false);
        (line.Count, line.PositionOf(low), line.PositionOf(high)).ShouldBe((2, 2, 0));
    }

    /// <summary>Of callers that always have calls waiting, none is served twice more often than another.</summary>
    [Fact]
    public void Whoever_always_waits_is_served_as_often_as_any_other() => Property.Holds(random =>
    {
        string[] callers = ["a", "b", "c", "d"];
        var line = new WaitingLine(1000);
        var served = callers.ToDictionary(caller => caller, _ => 0);
        foreach (var caller in callers)
            for (var i = random.Next(1, 50); i > 0; i--) line.Join(caller, 5, 0);
        for (var step = 0; step < 200; step++)
        {
            var first = line.First!;
            served[first.Caller]++;
            line.Leave(first, served: true);
            // Each keeps at least one waiting; some send many more.
            for (var i = random.Next(1, 4); i > 0; i--) line.Join(first.Caller, 5, step);
            line.All.Select(ticket => ticket.Turn).ShouldBeInOrder();
        }
        (served.Values.Max() - served.Values.Min()).ShouldBeLessThanOrEqualTo(1);
    });

    private static List<string> Served(WaitingLine line)
    {
        var served = new List<string>();
        while (line.First is { } first)
        {
            served.Add(first.Caller);
            line.Leave(first, served: true);
        }
        return served;
    }
}
