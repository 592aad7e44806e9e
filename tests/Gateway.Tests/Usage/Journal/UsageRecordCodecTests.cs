using System.Reflection;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Gateway.Tests.Usage.Journal;

public sealed class UsageRecordCodecTests
{
    private static readonly PropertyInfo[] Stored =
        [.. typeof(UsageRecord).GetProperties().Where(p => p.Name is not (nameof(UsageRecord.JournalReserve) or nameof(UsageRecord.DetailId) or nameof(UsageRecord.GroupId) or nameof(UsageRecord.ProviderSystem)))];

    [Fact]
    public void Every_property_survives_the_round_trip()
    {
        var record = Filled();

        var read = RoundTrip(record);

        foreach (var property in Stored.Where(p => p.Name != nameof(UsageRecord.AttemptDetails)))
            property.GetValue(read).ShouldBe(property.GetValue(record), property.Name);
        read.AttemptDetails.ShouldBe(record.AttemptDetails);
    }

    [Fact]
    public void Unknown_stays_unknown_and_zero_stays_zero() // R27
    {
        var read = RoundTrip(new UsageRecord { RequestId = "a", TokensInput = 0, CostMicros = 0 });

        read.TokensInput.ShouldBe(0);
        read.CostMicros.ShouldBe(0);
        read.TokensOutput.ShouldBeNull();
        read.TimeToFirstTokenMicroseconds.ShouldBeNull();
        read.Model.ShouldBeNull();
        read.AttemptDetails.ShouldBeEmpty();
    }

    [Fact]
    public void An_attempt_of_a_version_that_did_not_note_its_beginning_is_still_read()
    {
        var nested = new byte[64];
        var attempt = new TaggedWriter(nested);
        attempt.Number(2, 503L);
        attempt.Number(4, 12L);
        attempt.Text(3, "upstream-error");
        attempt.Text(1, "a/b");
        var bytes = new byte[128];
        var writer = new TaggedWriter(bytes);
        writer.Text(1, "the-id");
        writer.Nested(18, nested.AsSpan(0, attempt.Length));

        UsageRecordCodec.Read(bytes.AsSpan(0, writer.Length)).AttemptDetails.ShouldBe([new CallAttempt("a/b", 503, "upstream-error", 12, StartMs: null)]);
    }

    [Fact]
    public void Progress_read_onto_the_open_entry_brings_what_is_counted_and_leaves_the_rest()
    {
        var going = Records.Ended("the-id");
        (going.TokensEstimated, going.Deployment, going.Provider, going.UpstreamModel, going.Attempts) = (true, "second/large", "second", "large", 2);
        var bytes = new byte[UsageRecordCodec.LeastBytes];
        var length = UsageRecordCodec.WriteProgress(going, bytes);

        var read = RoundTrip(Records.Begun("the-id"));
        UsageRecordCodec.ReadOnto(read, bytes.AsSpan(0, length));

        (read.TokensInput, read.TokensOutput, read.TokensCached, read.CostMicros, read.TokensEstimated).ShouldBe((1200, 350, 1024, 313, true));
        (read.LatencyMicroseconds, read.TimeToFirstTokenMicroseconds).ShouldBe((1_200_000, 240_000));
        (read.Deployment, read.Provider, read.UpstreamModel, read.Attempts).ShouldBe(("second/large", "second", "large", 2));
        (read.KeyName, read.StartedAt, read.Status).ShouldBe(("web-dev", Records.Start, default));
        length.ShouldBeLessThan(200, "it is written often");
    }

    [Fact]
    public void Progress_allocates_nothing()
    {
        var record = Records.Ended("01KAHJ7C1S8Y3J1J5V1D4W9Q2A");
        var bytes = new byte[UsageRecordCodec.LeastBytes];
        UsageRecordCodec.WriteProgress(record, bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) UsageRecordCodec.WriteProgress(record, bytes);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Fields_of_a_later_version_are_skipped()
    {
        var bytes = new byte[1024];
        var writer = new TaggedWriter(bytes);
        writer.Text(900, "a text that this version does not know");
        writer.Number(901, long.MaxValue);
        writer.Text(1, "the-id");
        writer.Number(31, 7L);
        // The two forms of Protocol Buffers that no field has yet: 64 and 32 bits.
        byte[] fixedForms = [(902 << 3 | 1) & 0x7f | 0x80, 902 << 3 >> 7, 1, 2, 3, 4, 5, 6, 7, 8, (903 << 3 | 5) & 0x7f | 0x80, 903 << 3 >> 7, 1, 2, 3, 4];

        var read = UsageRecordCodec.Read([.. bytes[..writer.Length], .. fixedForms]);

        read.RequestId.ShouldBe("the-id");
        read.TokensInput.ShouldBe(7);
    }

    [Fact]
    public void The_longest_texts_are_cut_and_take_nothing_from_the_numbers()
    {
        var record = Filled();
        foreach (var property in Stored.Where(p => p.PropertyType == typeof(string) && !p.Name.EndsWith("Id", StringComparison.Ordinal)))
            property.SetValue(record, new string('語', 5000));
        record.AttemptDetails = [.. Enumerable.Range(0, 50).Select(_ => new CallAttempt(new string('語', 500), 500, new string('x', 500), 9))];

        var read = RoundTrip(record);

        foreach (var property in Stored.Where(p => p.PropertyType != typeof(string) && p.Name != nameof(UsageRecord.AttemptDetails)))
            property.GetValue(read).ShouldBe(property.GetValue(record), property.Name);
        read.Model!.Length.ShouldBe(256);
        read.Model.ShouldAllBe(c => c == '語');
        read.AttemptDetails.Count.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public void In_the_least_room_everything_that_is_counted_is_kept()
    {
        var record = Filled();
        record.Message = new string('m', 600);
        record.Client = new string('c', 128);
        foreach (var id in Stored.Where(p => p.Name.EndsWith("Id", StringComparison.Ordinal))) id.SetValue(record, Records.Id(1));
        var bytes = new byte[UsageRecordCodec.LeastBytes];

        var read = UsageRecordCodec.Read(bytes.AsSpan(0, UsageRecordCodec.Write(record, bytes)));

        foreach (var property in Stored.Where(p => p.PropertyType != typeof(string) && p.Name != nameof(UsageRecord.AttemptDetails)))
            property.GetValue(read).ShouldBe(property.GetValue(record), property.Name);
        foreach (var id in Stored.Where(p => p.Name.EndsWith("Id", StringComparison.Ordinal))) id.GetValue(read).ShouldBe(Records.Id(1), id.Name);
    }

    [Fact]
    public void Half_a_surrogate_pair_and_NUL_do_no_harm()
    {
        var read = RoundTrip(new UsageRecord { RequestId = "a", Model = "x\ud83d", Message = "nul\0nul" });

        read.Model.ShouldBe("x\ufffd");
        read.Message.ShouldBe("nul\0nul");
    }

    [Fact]
    public void Malformed_bytes_end_in_one_exception()
    {
        var whole = new byte[UsageRecordCodec.MaxBytes];
        whole = whole[..UsageRecordCodec.Write(Filled(), whole)];
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                UsageRecordCodec.Read(bytes);
            }
            catch (InvalidDataException)
            {
                // The one that readers expect.
            }
        }
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        var record = Records.Ended("01KAHJ7C1S8Y3J1J5V1D4W9Q2A");
        var bytes = new byte[UsageRecordCodec.MaxBytes];
        UsageRecordCodec.Write(record, bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) UsageRecordCodec.Write(record, bytes);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static UsageRecord RoundTrip(UsageRecord record)
    {
        var bytes = new byte[UsageRecordCodec.MaxBytes];
        return UsageRecordCodec.Read(bytes.AsSpan(0, UsageRecordCodec.Write(record, bytes)));
    }

    /// <summary>A record with a value of its own in each property, also in those that are added later.</summary>
    private static UsageRecord Filled()
    {
        var record = new UsageRecord();
        for (var i = 0; i < Stored.Length; i++)
        {
            var property = Stored[i];
            property.SetValue(record, property.PropertyType switch
            {
                var t when t == typeof(string) => $"{property.Name}-{i}"[^Math.Min(16, property.Name.Length + 2)..],
                var t when t == typeof(long) || t == typeof(long?) => 1L << (i + 8),
                var t when t == typeof(int) => 1000 + i,
                var t when t == typeof(bool) => true,
                var t when t == typeof(CallStatus) => CallStatus.Disconnected,
                var t when t == typeof(IReadOnlyList<CallAttempt>) => new List<CallAttempt> { new("a/b c", null, "upstream timeout", 1500, 3), new("c/d", 503, null, 0, null) },
                var t => throw new InvalidOperationException($"No value for {t}."),
            });
        }
        return record;
    }
}
