using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Gives the calls of one request ids that the server takes: Mistral wants exactly nine letters or digits. Call and result get the same, two calls
/// never do, and the same conversation gets the same ids each time, so that prompt caches hold.
/// </summary>
internal sealed class ChatCallIds(int? length)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The id to send for the caller's id.</summary>
    public string this[string id]
    {
        get
        {
            if (length is not { } characters)
                return id;
            if (!_ids.TryGetValue(id, out var given))
                _ids[id] = given = Free(id, characters);
            return given;
        }
    }

    /// <summary>An id for a call to which the provider gave none: by the answer's id and the call's place.</summary>
    public static string Made(string answerId, int index) => string.Create(CultureInfo.InvariantCulture, $"call_{answerId}_{index}");

    private string Free(string id, int characters)
    {
        var candidate = id.Length == characters && id.All(char.IsAsciiLetterOrDigit) ? id : Digest(id, characters);
        for (var salt = 1; !_taken.Add(candidate); salt++)
            candidate = Digest($"{salt}\n{id}", characters);
        return candidate;
    }

    private static string Digest(string id, int characters)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return string.Create(characters, hash, static (span, hash) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Alphabet[hash[i % hash.Length] % Alphabet.Length];
        });
    }
}
