using System.Security.Authentication;
using StackExchange.Redis;

namespace Signalbox.Cluster;

/// <summary>How to reach Redis.</summary>
/// <param name="Configuration">The client's own options. May hold a password: never log it.</param>
/// <param name="Prefix">First part of the channel's name; null for one that follows from the database.</param>
internal sealed record RedisOptions(ConfigurationOptions Configuration, string? Prefix)
{
    /// <summary>
    /// Reads a <c>redis://</c> or <c>rediss://</c> URL (https://www.iana.org/assignments/uri-schemes/prov/redis) or a configuration string of
    /// StackExchange.Redis (https://stackexchange.github.io/StackExchange.Redis/Configuration).
    /// </summary>
    /// <param name="setting">The setting.</param>
    /// <param name="name">What the setting is called, for messages.</param>
    /// <param name="prefix">First part of the channel's name, or null.</param>
    /// <exception cref="FormatException">The setting is neither; the message says what is accepted and never repeats it.</exception>
    public static RedisOptions Parse(string setting, string name, string? prefix)
    {
        var options = setting.Contains("://", StringComparison.Ordinal) ? FromUrl(setting, name) : FromString(setting, name);
        if (options.EndPoints.Count == 0) throw NotUnderstood(name);
        options.SetDefaultPorts();
        options.SslProtocols ??= SslProtocols.Tls12 | SslProtocols.Tls13;
        // A failed attempt is an error that we hear of and repeat; once connected, the client comes back by itself.
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ReconnectRetryPolicy = new LinearRetry(300);
        options.AllowAdmin = false;
        // Nothing but our own channel is touched: no key that elects a primary, no channel of the client's own.
        options.TieBreaker = "";
        options.ConfigurationChannel = "";
        return new RedisOptions(options, prefix);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(RedisOptions);

    private static ConfigurationOptions FromString(string setting, string name)
    {
        try
        {
            return ConfigurationOptions.Parse(setting, ignoreUnknown: false);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException)
        {
            throw NotUnderstood(name);
        }
    }

    private static ConfigurationOptions FromUrl(string url, string name)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0) throw NotUnderstood(name);
        var user = uri.UserInfo.Split(':', 2);
        // "redis://secret@host" names a user; only "redis://:secret@host" is a password alone.
        if (user[0] is not ("" or "default"))
            throw new FormatException($"{name} names the user '{Uri.UnescapeDataString(user[0])}'. Only the user 'default' can be used: write redis://:PASSWORD@HOST:PORT.");
        var options = new ConfigurationOptions { Ssl = uri.Scheme == "rediss" };
        options.EndPoints.Add(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : 6379);
        if (options.Ssl) options.SslHost = uri.DnsSafeHost;
        if (user.Length == 2 && user[1].Length > 0) options.Password = Uri.UnescapeDataString(user[1]);
        return options;
    }

    private static FormatException NotUnderstood(string name) => new(
        $"{name} is not understood. Use redis://:PASSWORD@HOST:PORT (rediss:// for TLS), or a StackExchange.Redis configuration such as HOST:PORT,password=...,ssl=true.");
}
