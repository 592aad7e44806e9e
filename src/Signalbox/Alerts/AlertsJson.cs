using System.Text.Json.Serialization;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Silences;
using Signalbox.Alerts.Slos;
using Signalbox.Alerts.Standing;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts;

/// <summary>JSON forms of the alerts capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AlertDestinationDraft))]
[JsonSerializable(typeof(AlertRuleDraft))]
[JsonSerializable(typeof(SloDraft))]
[JsonSerializable(typeof(SilenceDraft))]
[JsonSerializable(typeof(AcknowledgementDraft))]
[JsonSerializable(typeof(AlertMessage))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(SlackBody))]
[JsonSerializable(typeof(IReadOnlyList<AlertReading>))]
internal sealed partial class AlertsJson : JsonSerializerContext;
