// One call by the official OpenAI SDK, unchanged but for address and key. Usage: node openai.mjs SCENARIO MODEL [PACKAGE]
// What the caller saw is printed as one line of JSON. OPENAI_BASE_URL and OPENAI_API_KEY are the SDK's own variables.
const [scenario, model, sdk = 'openai'] = process.argv.slice(2);
const { default: OpenAI } = await import(sdk);
const client = new OpenAI({ maxRetries: 0 });
const messages = [{ role: 'user', content: 'Hello' }];
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }];

const scenarios = {
  async plain() {
    const answer = await client.chat.completions.create({ model, messages });
    return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason, tokens: answer.usage.total_tokens, requestId: answer._request_id };
  },

  async stream() {
    const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
    let text = '', chunks = 0, usage = null;
    for await (const chunk of stream) {
      chunks++;
      text += chunk.choices[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
    }
    return { text, chunks, tokens: usage?.total_tokens };
  },

  // The SDK's own accumulator, which is stricter about the shape of chunks than a loop is.
  async helper() {
    const answer = await client.chat.completions.stream({ model, messages }).finalChatCompletion();
    return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason };
  },

  async tools() {
    const first = await client.chat.completions.create({ model, messages, tools });
    const call = first.choices[0].message.tool_calls[0];
    const second = await client.chat.completions.create({ model, tools, messages: [...messages, first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'Sunny' }] });
    return { name: call.function.name, city: JSON.parse(call.function.arguments).city, text: second.choices[0].message.content };
  },

  async responses() {
    const answer = await client.responses.create({ model, input: 'Hello', store: false });
    return { text: answer.output_text, status: answer.status, tokens: answer.usage.total_tokens };
  },

  async responsesState() {
    const first = await client.responses.create({ model, input: 'First question' });
    const again = await client.responses.retrieve(first.id);
    const second = await client.responses.create({ model, input: 'Second question', previous_response_id: first.id });
    const items = [];
    for await (const item of client.responses.inputItems.list(second.id, { limit: 2, order: 'asc' })) items.push(item.content[0].text);
    await client.responses.delete(first.id);
    const gone = await client.responses.retrieve(first.id).catch((error) => error);
    return { same: JSON.stringify(first) === JSON.stringify(again), text: again.output_text, previous: second.previous_response_id === first.id, items, gone: gone.constructor.name };
  },

  // The SDK's own accumulator, which checks that events belong to the items they name.
  async responsesStream() {
    const tool = { type: 'function', name: 'get_weather', strict: false, parameters: tools[0].function.parameters };
    const answer = await client.responses.stream({ model, input: 'Hello', store: false, tools: [tool] }).finalResponse();
    const call = answer.output.find((item) => item.type === 'function_call');
    return { status: answer.status, name: call.name, city: JSON.parse(call.arguments).city };
  },

  // The SDK asks for base64 and makes numbers of it, unless told otherwise.
  async embeddings() {
    const packed = await client.embeddings.create({ model, input: ['one', 'two'] });
    const plain = await client.embeddings.create({ model, input: 'one', encoding_format: 'float' });
    return { count: packed.data.length, numbers: packed.data[0].embedding.map((n) => Math.round(n * 1e4) / 1e4), plain: plain.data[0].embedding, tokens: packed.usage.total_tokens };
  },

  async models() {
    const names = [];
    for await (const one of client.models.list()) names.push(one.id);
    return { names };
  },
};

try {
  console.log(JSON.stringify(await scenarios[scenario]()));
} catch (error) {
  if (!(error instanceof OpenAI.APIError)) throw error;
  console.log(JSON.stringify({ error: error.constructor.name, status: error.status, code: error.code, param: error.param, type: error.type, requestId: error.requestID }));
}
