using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Signalbox.Admin;

/// <summary>
/// How the admin API's answers look in JSON, worked out at the first answer of each kind. Every endpoint asks for the form of what it
/// answers when it is made; looked up by reflection then, the forms of hundreds of types would cost each start and each instance time and
/// memory for pages that it may never serve (docs/decisions/0035).
/// </summary>
/// <remarks>
/// Only the options that answers are written with get a form that waits. A copy of them, such as the OpenAPI document makes to describe the
/// answers, gets the real one.
/// </remarks>
internal sealed class AnswerMetadata : IJsonTypeInfoResolver
{
    private readonly JsonSerializerOptions _answers;
    private readonly DefaultJsonTypeInfoResolver _reflection = new();
    private readonly Lazy<JsonSerializerOptions> _real;

    private AnswerMetadata(JsonSerializerOptions answers)
    {
        _answers = answers;
        _real = new(() => new JsonSerializerOptions(answers) { TypeInfoResolver = _reflection });
    }

    /// <summary>Makes options work out their forms on first use.</summary>
    /// <param name="answers">What answers are written with; everything else about it is set before its first use.</param>
    public static void Defer(JsonSerializerOptions answers) => answers.TypeInfoResolver = new AnswerMetadata(answers);

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        // An object is written as what it is: its own form is no more than that question.
        ReferenceEquals(options, _answers) && type != typeof(object)
            ? ((Waiting)Activator.CreateInstance(typeof(Waiting<>).MakeGenericType(type))!).Describe(options, _real)
            : _reflection.GetTypeInfo(type, options);

    private abstract class Waiting
    {
        public abstract JsonTypeInfo Describe(JsonSerializerOptions options, Lazy<JsonSerializerOptions> real);
    }

    private sealed class Waiting<T> : Waiting
    {
        public override JsonTypeInfo Describe(JsonSerializerOptions options, Lazy<JsonSerializerOptions> real) =>
            JsonMetadataServices.CreateValueInfo<T>(options, new Converter<T>(real));
    }

    private sealed class Converter<T>(Lazy<JsonSerializerOptions> real) : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(ref reader, real.Value);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, real.Value);
    }
}
