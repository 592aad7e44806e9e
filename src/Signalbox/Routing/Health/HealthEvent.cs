using Signalbox.Core.Routing.Health;

namespace Signalbox.Routing.Health;

/// <summary>A change of health, and when.</summary>
/// <param name="Number">Counts up within the instance.</param>
/// <param name="At">When.</param>
/// <param name="Kind">deployment or provider.</param>
/// <param name="Subject">Its name.</param>
/// <param name="Change">What happened.</param>
internal sealed record HealthEvent(long Number, DateTimeOffset At, string Kind, string Subject, HealthChange Change);
