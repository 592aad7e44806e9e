using Signalbox.Wire.AwsEventStream;

namespace Wire.Tests.AwsEventStream;

public sealed class EventStreamFramerTests
{
    private static readonly byte[] Stream =
    [
        .. EventStreamFrames.Event("messageStart", """{"role":"assistant"}"""),
        .. EventStreamFrames.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"北"}}"""),
        .. EventStreamFrames.Frame(""),
        .. EventStreamFrames.Exception("throttlingException", """{"message":"Slow"}"""),
        .. EventStreamFrames.Frame("", (":message-type", "error"), (":error-code", "Internal"), (":error-message", "m")),
    ];

    private static readonly string[] Frames =
    [
        """Event messageStart {"role":"assistant"}""",
        """Event contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"北"}}""",
        "Unknown",
        """Exception throttlingException {"message":"Slow"}""",
        "Error Internal",
    ];

    /// <summary>Two frames whose bytes are published with a decoder of the format.</summary>
    [Theory]
    [InlineData("0000001e00000000baf2f68a7b22666f6f223a2022626172227dae7258e4", "Unknown  {\"foo\": \"bar\"}")]
    [InlineData("0000003e00000020405df9460c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b22666f6f223a2022626172227d6fa2bf3b", "Unknown  {\"foo\": \"bar\"}")]
    public void Frames_of_another_encoder_are_read(string frame, string read) => EventStreamFrames.Read(Convert.FromHexString(frame)).ShouldBe([read]);

    [Fact]
    public void The_checksum_is_that_of_gzip() => Crc32.Append(Crc32.Append(0, "12345"u8), "6789"u8).ShouldBe(0xCBF43926u);

    [Fact]
    public void Every_split_of_a_stream_gives_the_same_frames()
    {
        for (var first = 0; first <= Stream.Length; first++)
            for (var second = first; second <= Stream.Length; second += 7)
                EventStreamFrames.Read(Stream, first, second).ShouldBe(Frames);
    }

    [Fact]
    public void A_stream_that_comes_byte_by_byte_gives_the_same_frames() =>
        EventStreamFrames.Read(Stream, [.. Enumerable.Range(0, Stream.Length)]).ShouldBe(Frames);

    [Fact]
    public void Any_changed_bit_is_found()
    {
        var whole = EventStreamFrames.Event("messageStop", """{"stopReason":"end_turn"}""");
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            EventStreamFrames.Read(damaged).ShouldBe(["Corrupt"], $"bit {bit}");
        }
    }

    [Fact]
    public void A_frame_that_is_cut_off_is_none()
    {
        for (var length = 1; length < 60; length++)
            EventStreamFrames.Read(Stream[..length]).ShouldBe(["cut off"]);
    }

    [Fact]
    public void A_frame_past_the_limit_is_refused_before_it_has_come()
    {
        var frame = EventStreamFrames.Event("e", new string('x', 100));

        new EventStreamFramer(frame.Length).TryRead(frame, out _).ShouldBe(EventStreamStatus.Frame);
        new EventStreamFramer(frame.Length - 1).TryRead(frame.AsSpan(0, 12), out _).ShouldBe(EventStreamStatus.TooLarge);
    }

    [Theory]
    [InlineData("0000000f00000000")]
    [InlineData("0000001000000001")]
    [InlineData("00000010ffffffff")]
    public void Lengths_that_do_not_fit_each_other_are_corrupt_though_their_checksum_is_right(string prelude)
    {
        var bytes = Convert.FromHexString(prelude);
        var sum = Crc32.Append(0, bytes);
        byte[] frame = [.. bytes, (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum, 0, 0, 0, 0];

        EventStreamFrames.Read(frame).ShouldBe(["Corrupt"]);
    }

    [Theory]
    [InlineData("01")]
    [InlineData("0161")]
    [InlineData("01610a")]
    [InlineData("016107")]
    [InlineData("0161070005")]
    [InlineData("01610900")]
    public void Headers_that_are_cut_off_or_of_no_kind_are_corrupt(string headers) =>
        EventStreamFrames.Read(EventStreamFrames.Frame(Convert.FromHexString(headers), "{}"u8)).ShouldBe(["Corrupt"]);

    [Fact]
    public void Values_of_every_kind_are_passed()
    {
        var headers = Convert.FromHexString(
            "01610001620101630201" + "0164030102" + "01650401020304" + "0166050102030405060708" + "016706000201ff" + "0169080102030405060708" + "016a09" + new string('0', 32));

        EventStreamFrames.Read(EventStreamFrames.Frame([.. headers, .. Convert.FromHexString("0d3a6d6573736167652d747970650700056576656e74")], "{}"u8)).ShouldBe(["Event  {}"]);
    }

    [Fact]
    public void Random_bytes_never_throw() => Property.Holds(json =>
    {
        var bytes = json.Mutate([.. Stream]);

        EventStreamFrames.Read(bytes, bytes.Length / 3, bytes.Length / 2).ShouldNotBeNull();
    });

    [Fact]
    public void Reading_allocates_nothing()
    {
        var frame = EventStreamFrames.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a"}}""");
        var framer = new EventStreamFramer();

        Allocations.PerCall(() => framer.TryRead(frame, out _)).ShouldBe(0);
    }
}
