namespace Signalbox.Wire;

/// <summary>
/// What a request asks of the deployment that serves it beyond plain text in and out. Read while the body is scanned;
/// compared later with what each deployment can do.
/// </summary>
[Flags]
public enum RequestFeatures
{
    /// <summary>Text in, text out.</summary>
    None = 0,

    /// <summary>A non-empty <c>tools</c> array, or the legacy <c>functions</c> of OpenAI.</summary>
    Tools = 1 << 0,

    /// <summary>A message part of type <c>image_url</c> (OpenAI) or <c>image</c> (Anthropic).</summary>
    Images = 1 << 1,

    /// <summary>A message part of type <c>input_audio</c>.</summary>
    AudioInput = 1 << 2,

    /// <summary><c>modalities</c> names audio, or <c>audio</c> is set.</summary>
    AudioOutput = 1 << 3,

    /// <summary>A message part of type <c>file</c> (OpenAI) or <c>document</c> (Anthropic).</summary>
    Files = 1 << 4,

    /// <summary>A message part of type <c>video_url</c> (vLLM, Qwen).</summary>
    Video = 1 << 5,

    /// <summary><c>response_format.type</c> is <c>json_schema</c> (OpenAI), or <c>output_config.format</c> is set (Anthropic).</summary>
    StructuredOutput = 1 << 6,

    /// <summary><c>response_format.type</c> is <c>json_object</c>.</summary>
    JsonMode = 1 << 7,

    /// <summary><c>reasoning_effort</c> (or the <c>reasoning</c> object of compatible servers) is set, or <c>thinking</c> is on (Anthropic).</summary>
    ReasoningEffort = 1 << 8,

    /// <summary><c>logprobs</c> is true.</summary>
    Logprobs = 1 << 9,

    /// <summary><c>n</c> is greater than 1.</summary>
    MultipleChoices = 1 << 10,

    /// <summary><c>web_search_options</c> is set.</summary>
    WebSearch = 1 << 11,

    /// <summary><c>prediction</c> is set.</summary>
    Prediction = 1 << 12,
}
