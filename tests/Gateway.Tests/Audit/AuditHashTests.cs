using System.Security.Cryptography;
using System.Text;
using Signalbox.Audit;
using Signalbox.Audit.Chain;

namespace Gateway.Tests.Audit;

public sealed class AuditHashTests
{
    private static readonly AuditRow Event = new()
    {
        Id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", Sequence = 7, At = 1_764_000_000_123, Actor = "admin", Action = "update", ObjectKind = "provider", ObjectId = "p1",
        ObjectName = "openai", BeforeState = """{"retries":2}""", AfterState = """{"retries":5}""", Reason = "größer", Version = 42, PreviousHash = AuditHash.None,
    };

    /// <summary>The form of the documentation, written out by hand.</summary>
    [Fact]
    public void The_form_is_the_documented_one()
    {
        var form = $"17:signalbox-audit-1,64:{AuditHash.None},1:7,26:01ARZ3NDEKTSV4RRFFQ69G5FAV,13:1764000000123,5:admin,6:update,8:provider,2:p1,6:openai,"
            + """13:{"retries":2},13:{"retries":5},8:größer,-,-,2:42,""";

        AuditHash.Of(Event).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form))));
    }

    [Fact]
    public void Every_field_counts()
    {
        AuditRow[] others =
        [
            Event with { Id = "x" }, Event with { Sequence = 8 }, Event with { At = 1 }, Event with { Actor = "x" }, Event with { Action = "x" },
            Event with { ObjectKind = "x" }, Event with { ObjectId = "x" }, Event with { ObjectName = "x" }, Event with { BeforeState = null },
            Event with { AfterState = "{}" }, Event with { Reason = null }, Event with { Reason = "" }, Event with { RequestId = "x" },
            Event with { RemoteAddress = "x" }, Event with { Version = 1 }, Event with { PreviousHash = "x" },
        ];

        others.Select(AuditHash.Of).Append(AuditHash.Of(Event)).Distinct().Count().ShouldBe(others.Length + 1);
    }

    [Fact]
    public void Text_cannot_move_from_one_field_to_the_next() =>
        AuditHash.Of(Event with { Actor = "admin,6:update", Action = "" }).ShouldNotBe(AuditHash.Of(Event with { Actor = "admin", Action = ",6:update" }));
}
