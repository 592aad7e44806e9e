using System.Text.Json.Serialization;
using Signalbox.Access.Changes;
using Signalbox.Access.Keys;
using Signalbox.Access.Migration;
using Signalbox.Access.Tenants;
using Signalbox.Admin;

namespace Signalbox.Access;

/// <summary>JSON forms of the access capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrantFields))]
[JsonSerializable(typeof(KeyResponsesPurged))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(TenantDraft))]
[JsonSerializable(typeof(TenantAttributes))]
[JsonSerializable(typeof(OrganizationDraft))]
[JsonSerializable(typeof(TeamDraft))]
[JsonSerializable(typeof(ProjectDraft))]
[JsonSerializable(typeof(UserDraft))]
[JsonSerializable(typeof(AccessChangesDraft))]
[JsonSerializable(typeof(KeyDraft))]
[JsonSerializable(typeof(KindAccessDraft))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(BackfillDraft))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AccessJson : JsonSerializerContext;
