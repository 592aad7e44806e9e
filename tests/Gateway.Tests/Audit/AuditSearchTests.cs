using Signalbox.Storage;

namespace Gateway.Tests.Audit;

public sealed class AuditSearchTests(TestDatabase databases)
{
    /// <summary>Each in the order in which events are listed, so that a page needs no sorting of all that match where the index has it.</summary>
    [Theory]
    [InlineData("actor = @value", "audit_events_actor")]
    [InlineData("action = @value", "audit_events_action")]
    [InlineData("object_kind = @value", "audit_events_kind")]
    [InlineData("object_id = @value", "audit_events_object_id")]
    [InlineData("request_id = @value", "audit_events_request")]
    [InlineData("1 = 1", "audit_events_sequence")]
    public async Task An_index_serves_each_filter(string condition, string index)
    {
        await using var trail = await AuditTrail.CreateAsync(databases);

        var plan = await trail.PlanAsync($"SELECT id FROM audit_events WHERE sequence < @before AND {condition} ORDER BY sequence DESC LIMIT 10", new { before = 1_000L, value = "x" });

        // Which of two indices an empty PostgreSQL table takes is its own affair; that there is one to take is ours.
        if (trail.Database.Kind == DatabaseKind.Sqlite) plan.ShouldContain(index);
        plan.ShouldContain("audit_events_");
    }
}
