namespace Signalbox.Wire.Gemini;

/// <summary>How the form that the answer must have is brought about.</summary>
internal enum GeminiFormat
{
    /// <summary>None is asked for, or a tool must be called, beside which a form is refused and means nothing.</summary>
    None,

    /// <summary>By <c>responseMimeType</c> (https://ai.google.dev/gemini-api/docs/structured-output).</summary>
    Constrained,

    /// <summary>By an instruction: models before the third generation refuse a form beside tools.</summary>
    Instructed,
}
