using System.Collections.Frozen;

namespace Signalbox.Wire.Conversation;

/// <summary>The rules by which requests are put into one dialect: one for every feature, so that the table is complete or does not exist.</summary>
public sealed class DialectRules
{
    private readonly FrozenDictionary<ConversationFeature, FeatureRule> _rules;

    /// <summary>Makes the table.</summary>
    /// <param name="dialect">The dialect's name as the documentation shows it.</param>
    /// <param name="rules">A rule for each feature, each once.</param>
    /// <exception cref="ArgumentException">A feature has no rule, or two.</exception>
    public DialectRules(string dialect, params IReadOnlyList<FeatureRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Dialect = dialect;
        _rules = rules.ToFrozenDictionary(rule => rule.Feature);
        var missing = Enum.GetValues<ConversationFeature>().Where(feature => !_rules.ContainsKey(feature)).ToList();
        if (missing.Count > 0)
            throw new ArgumentException($"{dialect} has no rule for {string.Join(", ", missing)}.", nameof(rules));
        All = rules;
    }

    /// <summary>The dialect's name.</summary>
    public string Dialect { get; }

    /// <summary>All rules, in the order of the table.</summary>
    public IReadOnlyList<FeatureRule> All { get; }

    /// <summary>The rule for a feature.</summary>
    public FeatureRule this[ConversationFeature feature] => _rules[feature];

    /// <summary>Judges all that a request uses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="notes">What is dropped or emulated; null when nothing is.</param>
    /// <returns>What must be refused, or null.</returns>
    public RequestDefect? Judge(ConversationRequest request, out TranslationNotes? notes)
    {
        ArgumentNullException.ThrowIfNull(request);
        notes = null;
        foreach (var use in request.Uses)
        {
            var rule = _rules[use.Feature];
            switch (rule.Treatment)
            {
                case FeatureTreatment.Rejected:
                    return new RequestDefect(
                        $"\"{use.Param}\" cannot be sent to this model, which speaks {Dialect}: {rule.Explanation} Leave it out, or call a model that takes it.", use.Param);
                case FeatureTreatment.Dropped or FeatureTreatment.Emulated:
                    (notes ??= new TranslationNotes()).Add(rule.Treatment, use.Param);
                    break;
            }
        }

        return null;
    }
}
