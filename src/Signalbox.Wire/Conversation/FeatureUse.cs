namespace Signalbox.Wire.Conversation;

/// <summary>A feature that a request makes use of.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Param">Where, as the caller's dialect names the field.</param>
public readonly record struct FeatureUse(ConversationFeature Feature, string Param);
