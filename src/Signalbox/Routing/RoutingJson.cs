using System.Text.Json.Serialization;
using Signalbox.Admin;

namespace Signalbox.Routing;

/// <summary>JSON forms of the routing capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RouteGroupDraft))]
[JsonSerializable(typeof(RouteGroupSettings))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Page<RouteGroupView>))]
[JsonSerializable(typeof(TargetReferenceView))]
internal sealed partial class RoutingJson : JsonSerializerContext;
