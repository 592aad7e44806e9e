// Calls by the Vercel AI SDK (https://ai-sdk.dev), unchanged but for address and key. Usage: node vercel.mjs CLIENT MODEL
// CLIENT is the SDK's provider: responses, chat, compatible or anthropic. GATEWAY_URL ends in /v1; GATEWAY_KEY is the key.
// What the caller saw of each kind of call, made one after another, is printed as one line of JSON.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateObject, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';

const [client, name] = process.argv.slice(2);
const options = { baseURL: process.env.GATEWAY_URL, apiKey: process.env.GATEWAY_KEY };
const clients = {
  responses: () => createOpenAI(options).responses(name),
  chat: () => createOpenAI(options).chat(name),
  compatible: () => createOpenAICompatible({ ...options, name: 'gateway', includeUsage: true, supportsStructuredOutputs: true })(name),
  anthropic: () => createAnthropic(options)(name),
};
const model = clients[client]();
const city = jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false });
// One red pixel.
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const maxRetries = 0;
globalThis.AI_SDK_LOG_WARNINGS = false;

async function text() {
  const answer = await generateText({ model, maxRetries, prompt: 'Hello' });
  return { text: answer.text, finish: answer.finishReason, input: answer.usage.inputTokens, output: answer.usage.outputTokens };
}

async function tools() {
  const answer = streamText({
    model, maxRetries, prompt: 'How is the weather in Bern?', stopWhen: stepCountIs(2),
    tools: { get_weather: tool({ description: 'Tells the weather.', inputSchema: city, execute: async (input) => `Sunny in ${input.city}` }) },
    onError() {},
  });
  let streamed = '';
  for await (const piece of answer.textStream) streamed += piece;
  const steps = await answer.steps;
  return { text: streamed, finishes: steps.map((step) => step.finishReason), input: steps[0].toolCalls[0]?.input, results: steps[0].toolResults.map((result) => result.output) };
}

async function object() {
  return (await generateObject({ model, maxRetries, schema: city, prompt: 'Which city?' })).object;
}

async function image() {
  return (await generateText({ model, maxRetries, messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image', image: pixel, mediaType: 'image/png' }] }] })).text;
}

async function refused() {
  try {
    await generateText({ model: client === 'anthropic' ? createAnthropic(options)('no-such-model') : createOpenAI(options).chat('no-such-model'), maxRetries, prompt: 'Hello' });
    return null;
  } catch (error) {
    if (!APICallError.isInstance(error)) throw error;
    return { status: error.statusCode, retryable: error.isRetryable };
  }
}

console.log(JSON.stringify({ text: await text(), tools: await tools(), object: await object(), image: await image(), refused: await refused() }));
