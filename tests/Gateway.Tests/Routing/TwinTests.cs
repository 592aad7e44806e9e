using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline;
using Signalbox.Pipeline.Dialects;

namespace Gateway.Tests.Routing;

/// <summary>What a call and the twin of its second attempt hand each other.</summary>
public sealed class TwinTests : IDisposable
{
    private readonly Call _call = new(new DefaultHttpContext(), ApiDialects.Chat, "01", Snapshot.Empty, 0, DateTimeOffset.UnixEpoch, "chat_completions");
    private readonly Call _twin;

    public TwinTests()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"small"}""");
        var pooled = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(pooled, 0);
        _call.SetBody(pooled, body.Length);
        _call.Reservation = Held();
        _twin = _call.Twin(0);
    }

    public void Dispose()
    {
        _twin.Dispose();
        _call.Dispose();
    }

    [Fact]
    public void A_twin_that_takes_over_has_the_reservation_and_its_own_copy_of_the_body_alone_is_kept()
    {
        _twin.Reservation.IsHeld.ShouldBeFalse();

        _twin.TakeOver(_call);

        (_twin.Reservation.IsHeld, _call.Reservation.IsHeld).ShouldBe((true, false));
        (_call.Body.Length, _call.BodyBytes).ShouldBe((0, 17));
        Encoding.UTF8.GetString(_twin.Body.Span).ShouldBe("""{"model":"small"}""");
        _call.Record.ShouldBeSameAs(_twin.Record);

        _call.TakeBack(_twin);
        (_twin.Reservation.IsHeld, _call.Reservation.IsHeld).ShouldBe((false, true));
    }

    [Fact]
    public void A_call_keeps_its_reservation_when_a_fault_kept_the_twin_from_taking_over()
    {
        _call.TakeBack(_twin);

        _call.Reservation.IsHeld.ShouldBeTrue();
    }

    private static LimitReservation Held()
    {
        var limits = CompiledLimit.Compile(new([new() { Measure = LimitMeasure.Concurrency, Period = LimitPeriod.Now, Amount = 1 }]), "org", ScopeKind.Key, "key", "key", new AssetCatalog([]));
        var reservation = default(LimitReservation);
        LimitLedger.Reserve(new LimitSet("org", limits, exempt: false), new LimitLedgers(), new LimitDemand(0, 10, 10, 100), new LimitTime(0, 1_000_000), ref reservation, out _, out _)
            .ShouldBe(LimitOutcome.Granted);
        return reservation;
    }
}
