namespace Signalbox.Wire.Conversation;

/// <summary>What one dialect does with one feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Treatment">What happens to it.</param>
/// <param name="Explanation">How it is mapped or emulated, or why it is dropped or rejected; one sentence for the documentation and the error.</param>
public sealed record FeatureRule(ConversationFeature Feature, FeatureTreatment Treatment, string Explanation);
