using System.Text.RegularExpressions;
using Architecture.Tests.Code;

namespace Architecture.Tests;

/// <summary>What admins change is written within the transaction that also keeps the audit trail, and nowhere else.</summary>
public sealed partial class AdminWriteTests
{
    /// <summary>Tables that hold no one's decision, so that no one need answer for a row. Whoever adds to it says why.</summary>
    private static readonly string[] Operational =
    [
        "usage_records", "usage_calls", "key_uses", "usage_sums", "usage_durations", "usage_details", "consumption_sums", // what calls used
        "lowered_costs", // what of it was too much
        "report_groups", "report_sums", "report_durations", "report_progress", "provider_ledger", // the same, added up
        "instances", // which gateways run
        "kept_responses", // what callers keep
        "shadow_pairs", // what shadows said
        "quality_standings", // how contracts stand
        "alerts", "alert_looks", "alert_deliveries", "alert_destination_health", "alert_sightings", "slo_counts", // what was seen, and who was told
        "server_secrets", // the gateway's own, made at its first start
        "schema_migrations", // the schema's own book
        "registry_version", // raised by the one path itself
    ];

    private static readonly IReadOnlyList<CompiledMethod> Writers =
    [
        .. CompiledMethod.Read("signalbox.dll").Where(method => method.Strings.Any(text =>
            Written().Matches(text).Any(write => !Operational.Contains(write.Groups["table"].Value)))),
    ];

    [Fact]
    public void Every_statement_that_changes_the_registry_runs_in_an_admin_transaction()
    {
        Writers.Select(method => method.Type).Distinct().Count().ShouldBeGreaterThan(7);

        Writers.Where(method => !method.Uses.Contains("Signalbox.Audit.AdminTransaction")).Select(Describe).ShouldBeEmpty();
        Writers.Where(method => method.Uses.Overlaps(["Dapper.SqlMapper", "Signalbox.Storage.Database", "System.Data.Common.DbConnection", "System.Data.Common.DbCommand"]))
            .Select(Describe).ShouldBeEmpty("what changes the registry is given its transaction, and opens no connection");
    }

    [Fact]
    public void Only_the_one_path_makes_admin_transactions_and_appends_to_the_trail()
    {
        // The calls are in its state machines, which stand in the same type.
        string[] path = ["Signalbox.Audit.AdminWriter"];
        var makers = CompiledMethod.Read("signalbox.dll").Where(method => method.Uses.IsSupersetOf(["Signalbox.Audit.AdminTransaction", "System.Data.Common.DbTransaction"]));

        makers.Select(method => method.Type).Distinct()
            // Reads within an admin transaction what it also reads without one, by the same statements.
            .Except(["Signalbox.Audit.AdminTransaction", "Signalbox.Access.Migration.MigrationReader"]).ShouldBe(path);
        Writers.Where(method => method.Strings.Any(text => text.Contains("INTO audit_events", StringComparison.Ordinal)))
            .Select(method => method.Type).Distinct().ShouldBe(["Signalbox.Audit.AuditStore"]);
    }

    [Fact]
    public void The_trail_is_only_ever_appended_to()
    {
        var changes = CompiledMethod.Read("signalbox.dll").SelectMany(method => method.Strings)
            .Where(text => Regex.IsMatch(text, @"\b(UPDATE|DELETE\s+FROM)\s+audit_events\b")).ToList();

        // The one exception gives events of before the chain their place in it, and touches nothing they say.
        changes.ShouldBe(["UPDATE audit_events SET sequence = @Sequence, previous_hash = @PreviousHash, hash = @Hash WHERE id = @Id"]);
    }

    [Fact]
    public void The_history_of_primaries_is_only_ever_appended_to() =>
        CompiledMethod.Read("signalbox.dll").SelectMany(method => method.Strings)
            .Where(text => Regex.IsMatch(text, @"\b(UPDATE|DELETE\s+FROM)\s+model_promotions\b")).ShouldBeEmpty();

    private static string Describe(CompiledMethod method) => $"{method.Type}: {method.Name}";

    [GeneratedRegex(@"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?<table>[a-z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
