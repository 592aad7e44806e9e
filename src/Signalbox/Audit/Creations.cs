using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Signalbox.Admin;
using Signalbox.Secrets;

namespace Signalbox.Audit;

/// <summary>
/// Creates objects for the admin API. An <c>Idempotency-Key</c> makes a repeated request answer what the first one
/// answered; the answer is kept encrypted, since it may show a secret, in the same transaction as the object.
/// </summary>
internal sealed class Creations(AdminWriter writer, CredentialProtector protector, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    private const string Header = "Idempotency-Key";

    /// <summary>Runs the creation once per idempotency key.</summary>
    /// <param name="context">The request.</param>
    /// <param name="draft">What was asked for: the same key with another draft is refused.</param>
    /// <param name="type">The draft's JSON form.</param>
    /// <param name="create">Makes the object and gives its view with the etag.</param>
    public Task<IResult> RunAsync<TDraft, TView>(
        HttpContext context, TDraft draft, JsonTypeInfo<TDraft> type, Func<AdminTransaction, Task<(TView View, string Location, string ETag)>> create) =>
        RunAsync(context, AdminActor.From(context), draft, type, StatusCodes.Status201Created, async transaction =>
        {
            var (view, location, etag) = await create(transaction);
            return (view, location, etag);
        });

    /// <summary>Does something else that must not happen twice, in the same way.</summary>
    /// <param name="context">The request.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="draft">What was asked for.</param>
    /// <param name="type">The draft's JSON form.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="act">Does it, and gives what to show, where that stands (null for nowhere) and its etag.</param>
    public async Task<IResult> RunAsync<TDraft, TView>(
        HttpContext context, AdminActor actor, TDraft draft, JsonTypeInfo<TDraft> type, int status,
        Func<AdminTransaction, Task<(TView View, string? Location, string ETag)>> act)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length > 255) throw ProblemException.Invalid(Header, "must be at most 255 characters.");
        var requestHash = Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{context.Request.Path} {JsonSerializer.Serialize(draft, type)}")));

        var answer = await writer.WriteAsync(actor, async transaction =>
        {
            if (key.Length > 0 && await IdempotencyStore.FindAsync(transaction, actor.Name, key) is { } earlier)
                return earlier.RequestHash == requestHash
                    ? JsonSerializer.Deserialize<CreationAnswer>(protector.Unprotect(earlier.Response))!
                    : throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
                        "This Idempotency-Key was used for another request. Use a new key for each creation.");
            var (view, location, etag) = await act(transaction);
            var made = new CreationAnswer(JsonSerializer.Serialize(view, json.Value.SerializerOptions), location, etag);
            if (key.Length > 0)
                await IdempotencyStore.InsertAsync(transaction, new IdempotencyRow(
                    actor.Name, key, requestHash, status, protector.Protect(JsonSerializer.Serialize(made)), transaction.NowMilliseconds));
            return made;
        }, context.RequestAborted);

        context.Response.Headers.ETag = answer.ETag;
        if (answer.Location is { } location) context.Response.Headers.Location = location;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(answer.Body, "application/json", Encoding.UTF8, status);
    }

    private sealed record CreationAnswer(string Body, string? Location, string ETag);
}
