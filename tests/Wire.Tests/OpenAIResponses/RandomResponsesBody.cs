namespace Wire.Tests.OpenAIResponses;

/// <summary>Random bodies of requests: the dialect's own fields, holding what they should or anything else.</summary>
internal sealed class RandomResponsesBody(RandomJson json)
{
    private static readonly string[] Fields =
    [
        "model", "instructions", "tool_choice", "parallel_tool_calls", "text", "reasoning", "max_output_tokens", "temperature", "top_p", "top_logprobs",
        "stream", "user", "metadata", "prompt_cache_key", "service_tier", "store", "truncation", "include", "background", "client_metadata",
    ];

    private static readonly string[] ItemTypes =
    [
        "message", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output", "reasoning", "additional_tools", "web_search_call",
    ];

    private static readonly string[] PartTypes = ["input_text", "output_text", "refusal", "input_image", "input_file", "input_audio", "summary_text", "other"];
    private static readonly string[] ToolTypes = ["function", "custom", "namespace", "web_search"];
    private static readonly string[] Roles = ["user", "assistant", "system", "developer"];

    public string Next()
    {
        if (json.Random.Next(20) == 0)
            return json.Value();
        var members = new List<(string, string)>
        {
            (json.Word("input"), Maybe(() => Maybe(json.String, () => List(Item)))),
            (json.Word("tools"), List(() => Tool(2))),
        };
        for (var i = json.Random.Next(4); i > 0; i--)
            members.Add((json.Word(Fields[json.Random.Next(Fields.Length)]), json.Value()));
        return json.Object(json.Shuffle(members));
    }

    private string Item() => Maybe(() => json.Object(
    [
        ("\"type\"", Maybe(() => Pick(ItemTypes))), ("\"role\"", Maybe(() => Pick(Roles))), ("\"content\"", Maybe(json.String, () => List(Part))),
        ("\"call_id\"", Maybe(() => Pick(["c1", "c2"]))), ("\"name\"", Maybe(json.String)), ("\"namespace\"", Maybe(json.String)),
        ("\"arguments\"", Maybe(json.String)), ("\"input\"", Maybe(json.String)), ("\"output\"", Maybe(json.String, () => List(Part))),
        ("\"summary\"", Maybe(() => List(Part))), ("\"tools\"", Maybe(() => List(() => Tool(1)))),
    ]));

    private string Part() => Maybe(() => json.Object(
    [
        ("\"type\"", Maybe(() => Pick(PartTypes))), ("\"text\"", Maybe(json.String)), ("\"refusal\"", Maybe(json.String)),
        ("\"image_url\"", Maybe(() => Pick(["https://x.example", "data:image/png;base64,AA", "data:;base64,", "data:,", "x"]))),
        ("\"file_id\"", Maybe(json.String)), ("\"file_data\"", Maybe(json.String)), ("\"input_audio\"", json.Value()),
    ]));

    private string Tool(int depth) => Maybe(() => json.Object(
    [
        ("\"type\"", Maybe(() => Pick(ToolTypes))), ("\"name\"", Maybe(json.String)), ("\"description\"", Maybe(json.String)),
        ("\"parameters\"", json.Value()), ("\"format\"", json.Value()), ("\"tools\"", depth == 0 ? json.Value() : List(() => Tool(depth - 1))),
    ]));

    /// <summary>One of these, or now and then any value.</summary>
    private string Maybe(params Func<string>[] values) => json.Random.Next(12) == 0 ? json.Value(1) : values[json.Random.Next(values.Length)]();

    private string Pick(string[] words) => json.Word(words[json.Random.Next(words.Length)]);

    private string List(Func<string> item) => json.Array([.. Enumerable.Range(0, json.Random.Next(4)).Select(_ => item())]);
}
