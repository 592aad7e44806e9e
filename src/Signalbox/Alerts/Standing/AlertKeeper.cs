using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Silences;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Standing;

/// <summary>
/// Moves alerts on by what was read, and puts what they have to tell into the outbox in the same transaction: an instance that dies between the two
/// has done neither, and one that comes second changes nothing.
/// </summary>
internal sealed partial class AlertKeeper(
    AlertStore alerts, SilenceStore silences, AlertDestinationStore destinations, DeliveryStore deliveries, DeliveryWorker worker, TimeProvider time, ILogger<AlertKeeper> logger)
{
    /// <summary>Moves the alerts of a rule on.</summary>
    /// <param name="rule">The rule; null for one that is gone or switched off, whose alerts end.</param>
    /// <param name="readings">What was read.</param>
    /// <param name="open">The rule's alerts that are not over.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ApplyAsync(AlertRuleRow? rule, IReadOnlyList<AlertReading> readings, IReadOnlyList<AlertRow> open, CancellationToken cancellation)
    {
        var bySubject = readings.DistinctBy(reading => reading.Subject).ToDictionary(reading => reading.Subject, StringComparer.Ordinal);
        var current = open.ToDictionary(row => row.Subject, StringComparer.Ordinal);
        var hushed = current.Count > 0 || readings.Any(reading => reading.IsBreached == true) ? await silences.ListAsync(Now(), cancellation) : [];
        foreach (var subject in current.Keys.Union(bySubject.Values.Where(reading => reading.IsBreached == true).Select(reading => reading.Subject)).ToList())
            await StepAsync(rule, subject, current.GetValueOrDefault(subject), bySubject.GetValueOrDefault(subject), hushed, cancellation);
    }

    private async Task StepAsync(
        AlertRuleRow? rule, string subject, AlertRow? row, AlertReading? reading, IReadOnlyList<SilenceRow> hushed, CancellationToken cancellation)
    {
        var draft = rule?.ToDraft();
        var hush = hushed.Any(silence => silence.Covers(row?.RuleId ?? rule!.Id, subject)) ? AlertHush.Silenced : row?.AcknowledgedAt is not null ? AlertHush.Acknowledged : AlertHush.None;
        // What is not read any more does not hold; of a rule that is gone nothing does.
        var isBreached = draft is null || reading is null ? false : reading.IsBreached;
        var step = AlertLifecycle.Advance(row?.ToEpisode(), isBreached, reading?.Level ?? 0, draft is null ? Ending : PolicyOf(draft), hush, Now());
        if (step.Episode is not { } episode)
        {
            if (row is not null) await alerts.StepAsync(transaction => AlertStore.DeleteAsync(transaction, row), cancellation);
            return;
        }
        var next = (row ?? Begin(rule!, subject, reading!)).With(episode);
        if (reading is not null && (reading.IsBreached == true || step.News == AlertNews.Resolved)) next = next.With(reading);
        if (draft is null) next = next with { Summary = "The rule was removed or switched off." };
        var messages = step.News == AlertNews.None ? [] : await MessagesAsync(next, draft, step.News, cancellation);
        var isOurs = await alerts.StepAsync(async transaction =>
        {
            if (!await (row is null ? AlertStore.InsertAsync(transaction, next) : AlertStore.UpdateAsync(transaction, next))) return false;
            if (messages.Count > 0) await DeliveryStore.AddAsync(transaction, messages);
            return true;
        }, cancellation);
        if (!isOurs) return;
        if (step.News != AlertNews.None) Log.Told(logger, next.RuleName, next.SubjectName, AlertMessage.Word(step.News), messages.Count);
        if (messages.Count > 0) worker.Wake();
    }

    private AlertRow Begin(AlertRuleRow rule, string subject, AlertReading reading) => new()
    {
        Id = EntityIds.New(time), RuleId = rule.Id, RuleName = rule.Name, Kind = rule.Kind, Severity = rule.ToDraft().Severity, Subject = subject, SubjectName = reading.Name,
        State = "pending", Unit = reading.Unit, Summary = reading.Summary, StartedAt = Now(), KnownAt = Now(), Revision = 1,
    };

    private async Task<IReadOnlyList<DeliveryRow>> MessagesAsync(AlertRow row, AlertRuleDraft? rule, AlertNews news, CancellationToken cancellation)
    {
        var all = await destinations.ListAllAsync(cancellation);
        // Who was told that it fires is told that it is over.
        var told = news == AlertNews.Resolved ? await deliveries.ToldAsync(row.Id, cancellation) : null;
        var (message, now) = (JsonSerializer.Serialize(row.ToMessage(news, time.GetUtcNow()), AlertsJson.Default.AlertMessage), Now());
        return
        [
            .. all.Where(destination => told?.Contains(destination.Id) ?? (rule!.Destinations.Contains(destination.Name) && Takes(destination.ToDraft(), row.Severity))).Select(destination => new DeliveryRow
            {
                Id = EntityIds.New(time), DestinationId = destination.Id, Destination = destination.Name, AlertId = row.Id, Number = row.Messages, News = AlertMessage.Word(news),
                RuleName = row.RuleName, Message = message, State = DeliveryStates.Waiting, NextAt = now, CreatedAt = now,
            }),
        ];
    }

    private static bool Takes(AlertDestinationDraft destination, string severity) => destination.Enabled && Severities.Reaches(severity, destination.MinSeverity);

    private static readonly AlertPolicy Ending = new(0, 0, 0, 0);

    /// <summary>When nothing is known for as long as the window and a quarter of an hour, an alert is over.</summary>
    private static AlertPolicy PolicyOf(AlertRuleDraft rule) => new(rule.ForSeconds * 1000L, rule.ResolveAfterSeconds * 1000L, rule.RepeatMinutes * 60_000L, (rule.WindowMinutes + 15) * 60_000L);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Information, "The alert rule {Rule} about {Subject}: {News}; {Count} messages go out")]
        public static partial void Told(ILogger logger, string rule, string subject, string news, int count);
    }
}
