namespace Signalbox.Quality.Evaluations;

/// <summary>An evaluation as it was sent.</summary>
internal sealed class ReadEvaluation
{
    /// <summary>The run's own id.</summary>
    public string? RunId { get; set; }

    /// <summary>The set of tasks.</summary>
    public string? Suite { get; set; }

    /// <summary>The model of results that name none.</summary>
    public string? Model { get; set; }

    /// <summary>When it ran; null for now.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The reward from which on a result that does not say so has passed.</summary>
    public double PassReward { get; set; } = 1;

    /// <summary>The results, with the line on which each begins.</summary>
    public List<(int Line, EvaluationResultRow Row)> Results { get; } = [];
}
