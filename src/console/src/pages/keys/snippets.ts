export interface Snippet {
  name: string;
  code: string;
}

/** Ready-to-paste first calls, with nothing changed in the SDKs but address and key. */
export function snippets(origin: string, key: string, model: string): Snippet[] {
  const base = `${origin}/v1`;
  return [
    {
      name: 'curl',
      code: `curl ${base}/chat/completions \\\n  -H "Authorization: Bearer ${key}" \\\n  -H "Content-Type: application/json" \\\n  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
    {
      name: 'OpenAI Python',
      code: `from openai import OpenAI\n\nclient = OpenAI(base_url="${base}", api_key="${key}")\nanswer = client.chat.completions.create(\n    model="${model}",\n    messages=[{"role": "user", "content": "Hello"}],\n)\nprint(answer.choices[0].message.content)`,
    },
    {
      name: 'OpenAI JavaScript',
      code: `import OpenAI from "openai";\n\nconst client = new OpenAI({ baseURL: "${base}", apiKey: "${key}" });\nconst answer = await client.chat.completions.create({\n  model: "${model}",\n  messages: [{ role: "user", content: "Hello" }],\n});\nconsole.log(answer.choices[0].message.content);`,
    },
    {
      name: 'OpenAI .NET',
      code: `using OpenAI;\nusing OpenAI.Chat;\n\nvar client = new ChatClient("${model}", new("${key}"),\n    new OpenAIClientOptions { Endpoint = new("${base}") });\nChatCompletion answer = await client.CompleteChatAsync("Hello");\nConsole.WriteLine(answer.Content[0].Text);`,
    },
  ];
}
