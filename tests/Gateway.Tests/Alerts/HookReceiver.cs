using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Net;
using Testing.Time;

namespace Gateway.Tests.Alerts;

/// <summary>A server that takes hooks, and answers as it is told.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Hook> _hooks = new();
    private LoopbackServer _server = null!;

    /// <summary>Status of the next answers, the last for good.</summary>
    public ConcurrentQueue<int> Answers { get; } = new([200]);

    /// <summary>What a redirect points to.</summary>
    public string? Location { get; set; }

    /// <summary>All that came.</summary>
    public IReadOnlyList<Hook> Hooks => [.. _hooks];

    public string Url => $"{_server.Url}hook";

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        receiver._server = await LoopbackServer.StartAsync(receiver.AnswerAsync);
        return receiver;
    }

    /// <summary>Waits for the first hook that is as wanted.</summary>
    public async Task<Hook> ExpectAsync(Func<Hook, bool> wanted, string what) =>
        (await Eventually.ValueAsync(() => Task.FromResult(Hooks.FirstOrDefault(wanted)), hook => hook is not null, TimeSpan.FromSeconds(60), what))!;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        _hooks.Enqueue(new(context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), await reader.ReadToEndAsync()));
        int status;
        while (!Answers.TryPeek(out status))
        {
        }
        if (Answers.Count > 1) Answers.TryDequeue(out _);
        context.Response.StatusCode = status;
        if (Location is not null) context.Response.Headers.Location = Location;
    }

    /// <summary>One that came.</summary>
    public sealed record Hook(IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        public string Type => (string)Json["type"]!;

        /// <summary>Whether it is signed with a key, as a receiver would check it.</summary>
        public bool IsSignedWith(string key)
        {
            var signed = Encoding.UTF8.GetBytes($"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}.{Body}");
            return Headers["webhook-signature"] == $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key["whsec_".Length..]), signed))}";
        }
    }
}
