using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline;

/// <summary>Stage 5: a call that could not be recorded is not made.</summary>
internal sealed class Admission(UsageJournal journal)
{
    /// <summary>The refusal, or null.</summary>
    public CallError? Run(Call call) => journal.IsAvailable
        ? null
        : new CallError(StatusCodes.Status503ServiceUnavailable,
            "The gateway cannot record usage at the moment, so it takes no calls rather than lose count. Its operator sees why on /readyz.", "journal-unavailable");
}
