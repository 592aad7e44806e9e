import { describe, expect, it } from 'vitest';
import { readEvents } from './events';
import { protocols } from './protocols';
import { apis, type Api, type JsonObject, type Settings, type Turn } from './types';

const settings: Settings = {
  model: 'small', stream: true, system: 'Be brief.', maxTokens: null, temperature: null, effort: '', tools: [{ name: 'get_weather', parameters: { type: 'object' } }],
};
const picture = 'data:image/png;base64,iVBORw0KGgo=';

const streams: Record<Api, JsonObject[]> = {
  chat: [
    { choices: [{ delta: { role: 'assistant', content: 'It is ' } }] },
    { choices: [{ delta: { content: 'warm.' } }] },
    { choices: [{ delta: { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } }] } }] },
    { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '{"place":' } }] } }] },
    { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '"Graz"}' } }] }, finish_reason: 'tool_calls' }] },
    { choices: [], usage: { prompt_tokens: 20, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 4 } } },
  ],
  responses: [
    { type: 'response.output_text.delta', output_index: 0, delta: 'It is ' },
    { type: 'response.output_text.delta', output_index: 0, delta: 'warm.' },
    {
      type: 'response.completed',
      response: {
        status: 'completed', usage: { input_tokens: 20, output_tokens: 9, input_tokens_details: { cached_tokens: 4 } },
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'It is warm.' }] }, { type: 'function_call', call_id: 'call_1', name: 'get_weather', arguments: '{"place":"Graz"}' }],
      },
    },
  ],
  messages: [
    { type: 'message_start', message: { usage: { input_tokens: 16, cache_read_input_tokens: 4, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'It is warm.' } },
    { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'call_1', name: 'get_weather', input: {} } },
    { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"place":' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '"Graz"}' } },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
  ],
};

const answerOf = (api: Api) => {
  const reader = protocols[api].reader();
  streams[api].forEach((event) => reader.event(event));
  return reader.answer();
};

describe.each(apis)('%s', (api) => {
  it('gathers text, calls and tokens of a stream', () => expect(answerOf(api)).toMatchObject({
    text: 'It is warm.', calls: [{ id: 'call_1', name: 'get_weather', arguments: '{"place":"Graz"}' }], tokens: { input: 20, output: 9, cached: 4 },
  }));

  it('hands its answer back as it came, with the tool’s result behind it', () => {
    const answer = answerOf(api);
    const turns: Turn[] = [{ role: 'user', text: 'Hello', images: [] }, { role: 'assistant', api, answer, stopped: false }, { role: 'tools', results: [{ call: answer.calls[0]!, output: '21' }] }];
    const body = JSON.stringify(protocols[api].body(settings, turns));
    expect(body).toContain('It is warm.');
    expect(body.match(/call_1/g)).toHaveLength(2);
    expect(body).toContain('"21"');
  });

  it('says an answer of another API in its own words', () => {
    const other = api === 'chat' ? 'messages' : 'chat';
    const body = JSON.stringify(protocols[api].body(settings, [{ role: 'assistant', api: other, answer: answerOf(other), stopped: false }]));
    expect(body).toContain('It is warm.');
    expect(body).toContain('call_1');
  });

  it('sends pictures, tools and the system text', () => {
    const body = JSON.stringify(protocols[api].body(settings, [{ role: 'user', text: 'Look', images: [picture] }]));
    for (const part of ['iVBORw0KGgo=', 'get_weather', 'Be brief.', '"small"', '"stream":true']) expect(body).toContain(part);
  });
});

describe('events', () => {
  it('are put together from pieces of any size, without the mark of the end', async () => {
    const bytes = new TextEncoder().encode('event: a\r\ndata: {"n": 1}\r\n\r\ndata: {"n": "é"}\n\ndata: [DONE]\n\n');
    const body = new ReadableStream<Uint8Array>({ start: (c) => { bytes.forEach((_, i) => c.enqueue(bytes.slice(i, i + 1))); c.close(); } });
    const read: JsonObject[] = [];
    for await (const event of readEvents(body)) read.push(event);
    expect(read).toEqual([{ n: 1 }, { n: 'é' }]);
  });
});
