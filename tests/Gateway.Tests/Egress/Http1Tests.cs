using System.Net;
using System.Text;
using Signalbox.Egress;
using Signalbox.Egress.Http1;
using Signalbox.Wire;
using Testing.Time;

namespace Gateway.Tests.Egress;

/// <summary>HTTP/1.1 as upstreams speak it, well and badly, in every way its bytes may be cut.</summary>
public sealed class Http1Tests
{
    private const string Hello = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello";

    private static readonly Uri Origin = new("http://gpu1.example:8000/v1/chat/completions?a=b%20c");

    [Theory]
    [InlineData(Hello, "hello", true)]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200\r\nCONTENT-LENGTH:5\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n0002;a=\"b\"\r\nhe\r\n3 \r\nllo\r\n0;c\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\nhello\r\nworl\n1\nd\n0\n\n", "hello\r\nworld", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 5\r\n\r\nhello", "hello", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "hello", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", true)]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", "", true)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\n", "hello", false)]
    public async Task An_answer_is_read_whole_however_it_is_cut_and_its_connection_used_again_only_where_it_may_be(string answer, string body, bool staysOpen)
    {
        for (var cut = 0; cut <= answer.Length; cut++)
        {
            // A surplus that comes later is seen when the connection is to be used again.
            using var wire = new ScriptedStream([answer[..cut], answer[cut..]]);
            var (pool, connection) = Connect(wire);
            using (pool)
            {
                (await AskAsync(connection)).ShouldBe(body, $"cut at {cut}");
                ReferenceEquals(pool.TryTake(), connection).ShouldBe(staysOpen, $"cut at {cut}");
                wire.IsClosed.ShouldBe(!staysOpen, $"cut at {cut}");
            }
        }
    }

    [Theory]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\rContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: nothing\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5x\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    public async Task What_is_no_answer_of_http_is_said_to_be_none_and_its_connection_is_closed(string answer)
    {
        for (var cut = 0; cut <= answer.Length; cut++)
        {
            using var wire = new ScriptedStream([answer[..cut], answer[cut..]]);
            var (pool, connection) = Connect(wire);
            using (pool)
            {
                var failure = await Record.ExceptionAsync(() => AskAsync(connection));
                EgressFailures.Classify(failure.ShouldNotBeNull()).ShouldBe(EgressFailure.InvalidResponse, $"cut at {cut}");
                wire.IsClosed.ShouldBeTrue();
                pool.TryTake().ShouldBeNull();
            }
        }
    }

    [Theory]
    [InlineData(Hello)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Sum: 1\r\n\r\n")]
    public async Task An_answer_that_ends_anywhere_before_its_end_is_broken(string answer)
    {
        for (var length = 0; length < answer.Length; length++)
        {
            using var wire = new ScriptedStream([answer[..length]]);
            var (pool, connection) = Connect(wire);
            using (pool)
            {
                var failure = await Record.ExceptionAsync(() => AskAsync(connection));
                EgressFailures.Classify(failure.ShouldNotBeNull()).ShouldBe(EgressFailure.Reset, $"{length} bytes");
                wire.IsClosed.ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")]
    public async Task What_stands_around_chunks_has_a_bound(string before)
    {
        using var wire = new ScriptedStream([before, new string('1', 200_000)]);
        var (pool, connection) = Connect(wire);
        using (pool)
            EgressFailures.Classify((await Record.ExceptionAsync(() => AskAsync(connection))).ShouldNotBeNull()).ShouldBe(EgressFailure.InvalidResponse);
    }

    [Fact]
    public async Task Random_answers_come_through_any_cuts_and_any_reads()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 2_000; round++)
        {
            var body = new byte[random.Next(20_000)];
            random.NextBytes(body);
            var text = Encoding.Latin1.GetString(body);
            var isChunked = random.Next(2) == 0;
            var answer = isChunked
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks(text, random)
                : $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}";
            using var wire = new ScriptedStream(Cut(answer + Hello, random));
            var (pool, connection) = Connect(wire);
            using (pool)
            {
                // The next answer comes only when it is asked for.
                wire.StopAt(answer.Length);
                (await AskAsync(connection, random)).ShouldBe(text, $"round {round}");
                pool.TryTake().ShouldBe(connection);
                wire.StopAt(int.MaxValue);
                (await AskAsync(connection)).ShouldBe("hello");
            }
        }
    }

    [Fact]
    public async Task A_request_goes_out_as_it_should()
    {
        using var wire = new ScriptedStream([Hello]);
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Post, Origin) { Content = Content("{\"a\":1}") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-test");
        request.Headers.TryAddWithoutValidation("X-Two", ["1", "2"]);
        request.Headers.TryAddWithoutValidation("Host", "other.example");

        (await connection.SendAsync(request, (SplicedContent)request.Content, CancellationToken.None)).Dispose();

        wire.Written.ShouldBe(
            "POST /v1/chat/completions?a=b%20c HTTP/1.1\r\nHost: gpu1.example:8000\r\nAuthorization: Bearer sk-test\r\nX-Two: 1\r\nX-Two: 2\r\n"
            + "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
        wire.Writes.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://api.example/v1", "api.example")]
    [InlineData("https://api.example:8443/v1", "api.example:8443")]
    [InlineData("http://[::1]:8000/v1", "[::1]:8000")]
    [InlineData("https://bücher.example/v1", "xn--bcher-kva.example")]
    public void The_host_is_named_as_the_address_has_it(string address, string host) =>
        Encoding.ASCII.GetString(RequestHead.Start(HttpMethod.Get, new Uri(address))).ShouldBe($"GET /v1 HTTP/1.1\r\nHost: {host}\r\n");

    [Theory]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\nb")]
    [InlineData("naïve")]
    public async Task A_header_that_would_be_two_is_not_sent_and_not_repeated(string value)
    {
        using var wire = new ScriptedStream([Hello]);
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin);
        if (!request.Headers.TryAddWithoutValidation("X-Name", value)) return;

        var failure = await Should.ThrowAsync<HttpRequestException>(async () => await connection.SendAsync(request, null, CancellationToken.None));

        failure.Message.ShouldContain("X-Name");
        failure.Message.ShouldNotContain(value);
        wire.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_body_is_not_written_on_once_the_answer_is_there()
    {
        using var wire = new ScriptedStream(["HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"]) { WritesBeforeItStands = 2 };
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Post, Origin) { Content = Content(new string('x', 1_000_000)) };

        using var response = await connection.SendAsync(request, (SplicedContent)request.Content, CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        wire.WriteWasCanceled.ShouldBeTrue();
        wire.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_large_body_is_written_to_its_end_where_the_answer_only_begins_early()
    {
        using var wire = new ScriptedStream([Hello]) { WritePause = TimeSpan.FromMilliseconds(50) };
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Post, Origin) { Content = Content(new string('x', 1_000_000)) };

        using var response = await connection.SendAsync(request, (SplicedContent)request.Content, CancellationToken.None);

        wire.Written.Length.ShouldBeGreaterThan(1_000_000);
        (await response.Content.ReadAsStringAsync()).ShouldBe("hello");
        pool.TryTake().ShouldBe(connection);
    }

    [Fact]
    public async Task An_end_that_nobody_read_is_read_all_the_same()
    {
        using var wire = new ScriptedStream(["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "0\r\n\r\n"]);
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin);
        var response = await connection.SendAsync(request, null, CancellationToken.None);
        var body = await response.Content.ReadAsStreamAsync();
        (await body.ReadAsync(new byte[100])).ShouldBe(5);
        pool.TryTake().ShouldBeNull();
        var arrival = new TaskCompletionSource();
        wire.Gate = arrival.Task;

        response.Dispose();
        arrival.SetResult();

        await Eventually.TrueAsync(() => ReferenceEquals(pool.TryTake(), connection));
    }

    [Fact]
    public async Task A_rest_that_has_come_already_does_not_cost_the_connection()
    {
        using var wire = new ScriptedStream([Hello]);
        var (pool, connection) = Connect(wire);
        using var _ = pool;
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin);
        var response = await connection.SendAsync(request, null, CancellationToken.None);
        var body = await response.Content.ReadAsStreamAsync();
        (await body.ReadAsync(new byte[2])).ShouldBe(2);

        response.Dispose();

        pool.TryTake().ShouldBe(connection);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await body.ReadExactlyAsync(new byte[2]));
    }

    private static (Http1Pool Pool, Http1Connection Connection) Connect(ScriptedStream wire)
    {
        var pool = new Http1Pool(Origin, new FakeNames().Handlers.Connector(Origin, EgressPolicy.Default), TimeSpan.FromSeconds(1));
        return (pool, new Http1Connection(pool, wire, () => wire.IsQuiet));
    }

    private static SplicedContent Content(string body) => new(BodySplice.Whole(Encoding.ASCII.GetBytes(body)));

    private static async Task<string> AskAsync(Http1Connection connection, Random? reads = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin);
        try
        {
            using var response = await connection.SendAsync(request, null, CancellationToken.None);
            var body = await response.Content.ReadAsStreamAsync();
            var text = new StringBuilder();
            var buffer = new byte[8192];
            while (true)
            {
                if (reads?.Next(4) == 0) (await body.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
                var read = await body.ReadAsync(buffer.AsMemory(0, reads?.Next(1, buffer.Length) ?? buffer.Length));
                if (read == 0) return text.ToString();
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    private static string Chunks(string text, Random random)
    {
        var chunks = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var size = Math.Min(random.Next(1, 3000), text.Length - at);
            chunks.Append(System.Globalization.CultureInfo.InvariantCulture, $"{size:x}\r\n").Append(text, at, size).Append("\r\n");
            at += size;
        }
        return chunks.Append("0\r\n\r\n").ToString();
    }

    private static string[] Cut(string text, Random random)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var size = Math.Min(random.Next(3) == 0 ? random.Next(1, 4) : random.Next(1, 6000), text.Length - at);
            pieces.Add(text.Substring(at, size));
            at += size;
        }
        return [.. pieces];
    }
}
