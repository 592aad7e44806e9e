using System.Text.Json.Serialization;
using Signalbox.Admin;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;

namespace Signalbox.Models;

/// <summary>JSON forms of the models capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ProviderDraft))]
[JsonSerializable(typeof(ProviderSettings))]
[JsonSerializable(typeof(Page<ProviderView>))]
[JsonSerializable(typeof(ProviderTestRequest))]
[JsonSerializable(typeof(ProviderTestDraft))]
[JsonSerializable(typeof(ModelDraft))]
[JsonSerializable(typeof(DeploymentSettings))]
[JsonSerializable(typeof(Page<ModelView>))]
internal sealed partial class ModelsJson : JsonSerializerContext;
