using System.Text.Json.Serialization;

namespace Signalbox.Policies;

/// <summary>JSON forms of the policies capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PolicyDraft))]
[JsonSerializable(typeof(PolicySettingsDraft))]
[JsonSerializable(typeof(PolicyVersionDraft))]
[JsonSerializable(typeof(PolicyActivationDraft))]
[JsonSerializable(typeof(PolicyRollbackDraft))]
[JsonSerializable(typeof(ScriptCheckDraft))]
[JsonSerializable(typeof(PolicyTerms))]
[JsonSerializable(typeof(PolicyState))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PolicyJson : JsonSerializerContext;
