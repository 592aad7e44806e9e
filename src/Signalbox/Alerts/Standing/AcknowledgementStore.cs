using Signalbox.Audit;

namespace Signalbox.Alerts.Standing;

/// <summary>SQL over <c>alert_acknowledgements</c>.</summary>
internal static class AcknowledgementStore
{
    /// <summary>Notes who has taken an alert in hand; who does it last counts.</summary>
    public static Task PutAsync(AdminTransaction transaction, string alertId, string? note) => transaction.ExecuteAsync(
        """
        INSERT INTO alert_acknowledgements (alert_id, actor, note, at) VALUES (@alertId, @actor, @note, @at)
        ON CONFLICT (alert_id) DO UPDATE SET actor = excluded.actor, note = excluded.note, at = excluded.at
        """, new { alertId, actor = transaction.Actor.Name, note, at = transaction.NowMilliseconds });
}
