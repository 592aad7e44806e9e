using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Testing.Net;

/// <summary>A mail server on a free port of 127.0.0.1 that speaks as much of SMTP (RFC 5321) as a client needs: greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, QUIT.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly X509Certificate2? _certificate;
    private readonly bool _isTlsFromStart;
    private readonly (string User, string Password)? _login;
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();

    /// <summary>Starts listening.</summary>
    /// <param name="certificate">What it shows over TLS; null for a server that has none.</param>
    /// <param name="isTlsFromStart">Whether TLS begins with the first byte, rather than when it is asked for.</param>
    /// <param name="login">Who must sign in; null for nobody.</param>
    public MailServer(X509Certificate2? certificate = null, bool isTlsFromStart = false, (string User, string Password)? login = null)
    {
        (_certificate, _isTlsFromStart, _login) = (certificate, isTlsFromStart, login);
        _server = new RawServer(ServeAsync);
    }

    /// <summary>The port it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>What it answers to receivers, instead of taking them; null takes them.</summary>
    public string? RefusesReceivers { get; set; }

    /// <summary>All mails that were taken.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        Stream stream = new NetworkStream(socket);
        var isSecure = false;
        if (_isTlsFromStart) (stream, isSecure) = (await SecureAsync(stream, cancellation), true);
        await SayAsync(stream, "220 mail.test ESMTP", cancellation);
        var (from, to, user) = ("", new List<string>(), (string?)null);
        while (await ReadAsync(stream, cancellation) is { } line)
        {
            var word = line.Split(' ')[0].ToUpperInvariant();
            if (word == "EHLO") await SayAsync(stream, $"250-mail.test\r\n{(_certificate is not null && !isSecure ? "250-STARTTLS\r\n" : "")}{(_login is null ? "" : "250-AUTH PLAIN\r\n")}250 8BITMIME", cancellation);
            else if (word == "STARTTLS" && _certificate is not null)
            {
                await SayAsync(stream, "220 go ahead", cancellation);
                (stream, isSecure) = (await SecureAsync(stream, cancellation), true);
            }
            else if (word == "AUTH") user = await SignInAsync(stream, line, cancellation);
            else if (word == "MAIL") from = Address(line);
            else if (word == "RCPT" && RefusesReceivers is null) to.Add(Address(line));
            else if (word == "DATA")
            {
                await SayAsync(stream, "354 go ahead", cancellation);
                _mails.Enqueue(new(from, [.. to], user, isSecure, await ReadTextAsync(stream, cancellation)));
            }
            if (word == "QUIT")
            {
                await SayAsync(stream, "221 bye", cancellation);
                return;
            }
            if (word is "MAIL" or "DATA" or "RSET" or "NOOP") await SayAsync(stream, "250 fine", cancellation);
            else if (word == "RCPT") await SayAsync(stream, RefusesReceivers ?? "250 fine", cancellation);
            else if (word is not ("EHLO" or "STARTTLS" or "AUTH")) await SayAsync(stream, "502 not here", cancellation);
        }
    }

    private async Task<string?> SignInAsync(Stream stream, string line, CancellationToken cancellation)
    {
        var parts = line.Split(' ');
        if (parts.Length < 3) await SayAsync(stream, "334 ", cancellation);
        var plain = Encoding.UTF8.GetString(Convert.FromBase64String(parts.Length < 3 ? (await ReadAsync(stream, cancellation))! : parts[2])).Split('\0');
        var isRight = (plain[1], plain[2]) == _login;
        await SayAsync(stream, isRight ? "235 welcome" : "535 no", cancellation);
        return isRight ? plain[1] : null;
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancellation);
        return secure;
    }

    private static async Task<string> ReadTextAsync(Stream stream, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (await ReadAsync(stream, cancellation) is { } line && line != ".") text.Append(line).Append('\n');
        return text.ToString();
    }

    private static async Task<string?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        // Byte by byte, so that nothing of what comes after STARTTLS is taken from TLS.
        var (line, one) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(one, cancellation) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }

    private static Task SayAsync(Stream stream, string text, CancellationToken cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes($"{text}\r\n"), cancellation).AsTask();

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
