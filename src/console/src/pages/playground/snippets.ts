import type { Snippet } from '../keys/snippets';
import { pythonArguments, scriptObject, shortened } from './literals';
import { protocols } from './protocol/protocols';
import type { Api, JsonObject } from './protocol/types';

const placeholder = 'YOUR_KEY';

interface Words {
  /** The vendor's package, class and method. */
  python: { package: string; class: string; method: string; print: string; each: string };
  script: { package: string; class: string; print: string; each: string };
  /** What the SDK wants before the paths that it knows. */
  base: string;
}

const openai = { package: 'openai', class: 'OpenAI' };
const anthropic = { package: 'anthropic', class: 'Anthropic' };

const words: Record<Api, Words> = {
  chat: {
    base: '/v1',
    python: { ...openai, method: 'chat.completions.create', print: 'print(answer.choices[0].message.content)', each: 'if part.choices:\n        print(part.choices[0].delta.content or "", end="")' },
    script: { ...openai, print: 'console.log(answer.choices[0].message.content);', each: 'process.stdout.write(part.choices[0]?.delta?.content ?? "");' },
  },
  responses: {
    base: '/v1',
    python: { ...openai, method: 'responses.create', print: 'print(answer.output_text)', each: 'if part.type == "response.output_text.delta":\n        print(part.delta, end="")' },
    script: { ...openai, print: 'console.log(answer.output_text);', each: 'if (part.type === "response.output_text.delta") process.stdout.write(part.delta);' },
  },
  messages: {
    base: '',
    python: { ...anthropic, method: 'messages.create', print: 'print(answer.content)', each: 'if part.type == "content_block_delta" and part.delta.type == "text_delta":\n        print(part.delta.text, end="")' },
    script: { ...anthropic, print: 'console.log(answer.content);', each: 'if (part.type === "content_block_delta" && part.delta.type === "text_delta") process.stdout.write(part.delta.text);' },
  },
};

/** The same request as programs would send it, with a placeholder for the key. */
export function snippets(origin: string, api: Api, request: JsonObject): Snippet[] {
  const body = shortened(request) as JsonObject;
  return [
    { name: 'curl', code: curl(origin, api, body) }, { name: 'Python', code: python(origin, api, body) },
    { name: 'JavaScript', code: script(origin, api, body) }, { name: 'C#', code: csharp(origin, api, body) },
  ];
}

function curl(origin: string, api: Api, body: JsonObject): string {
  const { path, headers } = protocols[api];
  const sent = { ...headers(placeholder), 'content-type': 'application/json' };
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return `curl ${body.stream ? '-N ' : ''}${origin}${path} \\\n${Object.entries(sent).map(([name, value]) => `  -H "${name}: ${value}" \\\n`).join('')}  -d '${json}'`;
}

function python(origin: string, api: Api, body: JsonObject): string {
  const { base, python: p } = words[api];
  const method = `client.${p.method}(\n${pythonArguments(body)}\n)`;
  return `from ${p.package} import ${p.class}\n\nclient = ${p.class}(base_url="${origin}${base}", api_key="${placeholder}")\n${body.stream ? `for part in ${method}:\n    ${p.each}` : `answer = ${method}\n${p.print}`}`;
}

function script(origin: string, api: Api, body: JsonObject): string {
  const { base, script: s, python: { method } } = words[api];
  const made = `await client.${method}(${scriptObject(body)})`;
  return `import ${s.class} from "${s.package}";\n\nconst client = new ${s.class}({ baseURL: "${origin}${base}", apiKey: "${placeholder}" });\n${body.stream ? `const parts = ${made};\nfor await (const part of parts) {\n    ${s.each}\n}` : `const answer = ${made};\n${s.print}`}`;
}

/** Without an SDK, so that each API is the same few lines. */
function csharp(origin: string, api: Api, body: JsonObject): string {
  const { path, headers } = protocols[api];
  const json = JSON.stringify(body, null, 2).split('\n').map((line) => `    ${line}`).join('\n');
  const added = Object.entries(headers(placeholder)).map(([name, value]) => `request.Headers.Add("${name}", "${value}");`).join('\n');
  const read = body.stream
    ? 'using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());\nwhile (await lines.ReadLineAsync() is { } line)\n    if (line.StartsWith("data: ")) Console.WriteLine(line[6..]);'
    : 'Console.WriteLine(await response.Content.ReadAsStringAsync());';
  return `using System.Text;\n\nusing var http = new HttpClient();\nusing var request = new HttpRequestMessage(HttpMethod.Post, "${origin}${path}");\n${added}\nrequest.Content = new StringContent(\n    """\n${json}\n    """, Encoding.UTF8, "application/json");\nusing var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);\n${read}`;
}
