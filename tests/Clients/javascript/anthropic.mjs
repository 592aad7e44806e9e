// One call by the official Anthropic SDK, unchanged but for address and key. Usage: node anthropic.mjs SCENARIO MODEL [PACKAGE]
// What the caller saw is printed as one line of JSON. ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY are the SDK's own variables.
const [scenario, model, sdk = '@anthropic-ai/sdk'] = process.argv.slice(2);
const { default: Anthropic } = await import(sdk);
const client = new Anthropic({ maxRetries: 0 });
const messages = [{ role: 'user', content: 'Hello' }];
const tools = [{ name: 'get_weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }];
const text = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');

const scenarios = {
  async plain() {
    const answer = await client.messages.create({ model, max_tokens: 100, messages });
    return { text: text(answer), stop: answer.stop_reason, input: answer.usage.input_tokens + answer.usage.cache_read_input_tokens, output: answer.usage.output_tokens, requestId: answer._request_id };
  },

  async stream() {
    let seen = '';
    for await (const event of await client.messages.create({ model, max_tokens: 100, messages, stream: true }))
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') seen += event.delta.text;
    return { text: seen };
  },

  // The SDK's own accumulator, which is stricter about the order of events than a loop is.
  async helper() {
    const answer = await client.messages.stream({ model, max_tokens: 100, messages }).finalMessage();
    return { text: text(answer), stop: answer.stop_reason, output: answer.usage.output_tokens };
  },

  async tools() {
    const first = await client.messages.stream({ model, max_tokens: 100, messages, tools }).finalMessage();
    const call = first.content.find((block) => block.type === 'tool_use');
    const second = await client.messages.create({
      model, max_tokens: 100, tools,
      messages: [...messages, { role: 'assistant', content: first.content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'Sunny' }] }],
    });
    return { name: call.name, city: call.input.city, stop: first.stop_reason, text: text(second) };
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
  if (!(error instanceof Anthropic.APIError)) throw error;
  console.log(JSON.stringify({ error: error.constructor.name, status: error.status, type: error.error?.error?.type, requestId: error.requestID }));
}
