// An upstream that plays the model of a coding agent: it creates a file, edits it, and says that it is done. It speaks chat completions, OpenAI's
// responses, Anthropic's messages, Google's generateContent and Bedrock's ConverseStream, streamed as their vendors do.
// Whenever a request shows it an image, where its API has images, the sha256 of the bytes goes into the second file, a line each.
// Usage: node upstream.mjs PORT FILE SEEN
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';

const [port, file, seen] = process.argv.slice(2);

const fromUrl = (url) => /^data:image\/\w+;base64,(.*)$/.exec(url ?? '')?.[1];
const objects = (node) => node && typeof node === 'object' ? [node, ...Object.values(node).flatMap(objects)] : [];
// What is an image in each API, in base64.
const images = {
  chat: (part) => part.type === 'image_url' && fromUrl(part.image_url?.url),
  messages: (part) => part.type === 'image' && part.source?.type === 'base64' && part.source.data,
  responses: (part) => part.type === 'input_image' && fromUrl(part.image_url),
  gemini: (part) => part.inlineData?.mimeType?.startsWith('image/') && part.inlineData.data,
  converse: (part) => part.image?.source?.bytes,
};
const note = (name, body) => {
  const found = objects(body).map(images[name]).filter(Boolean).map((data) => crypto.createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex'));
  for (const hash of found) fs.appendFileSync(seen, `${hash}\n`);
};

// What each agent's tools are called, and what they take.
const steps = {
  Write: () => ({ file_path: file, content: 'hello world\n' }),
  Edit: () => ({ file_path: file, old_string: 'world', new_string: 'Bern' }),
  exec_command: (step) => ({ cmd: step === 0 ? `printf 'hello world\\n' > ${file}` : `sed -i s/world/Bern/ ${file}` }),
};

const next = (names, done) => {
  const name = names.includes('exec_command') && done < 2 ? 'exec_command' : [['Write'], ['Edit']][done]?.find((tool) => names.includes(tool));
  return name ? { id: `call_${done}`, name, input: JSON.stringify(steps[name](done)) } : null;
};
const pieces = (text) => text.match(/[^]{1,9}/g);
const sse = (name, data) => `${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(data)}\n\n`;

const chat = (body, send) => {
  const call = next((body.tools ?? []).map((tool) => tool.function?.name), body.messages.filter((message) => message.role === 'tool').length);
  const chunk = (delta, finish_reason = null) => send(sse(null, { id: 'c', object: 'chat.completion.chunk', created: 1, model: body.model, choices: [{ index: 0, delta, finish_reason }] }));
  chunk({ role: 'assistant', content: call ? null : '' });
  if (call) {
    chunk({ tool_calls: [{ index: 0, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] });
    for (const piece of pieces(call.input)) chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  } else chunk({ content: 'Done.' });
  chunk({}, call ? 'tool_calls' : 'stop');
  send(sse(null, { id: 'c', object: 'chat.completion.chunk', created: 1, model: body.model, choices: [], usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } }));
  send('data: [DONE]\n\n');
};

const messages = (body, send) => {
  const results = body.messages.flatMap((message) => Array.isArray(message.content) ? message.content : []).filter((block) => block.type === 'tool_result');
  const call = next((body.tools ?? []).map((tool) => tool.name), results.length);
  const event = (type, more) => send(sse(type, { type, ...more }));
  event('message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: body.model, content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 100, output_tokens: 1 } } });
  event('content_block_start', { index: 0, content_block: call ? { type: 'tool_use', id: call.id, name: call.name, input: {} } : { type: 'text', text: '' } });
  for (const piece of pieces(call ? call.input : 'Done.'))
    event('content_block_delta', { index: 0, delta: call ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece } });
  event('content_block_stop', { index: 0 });
  event('message_delta', { delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: { output_tokens: 10 } });
  event('message_stop', {});
};

const responses = (body, send) => {
  const results = body.input.filter((item) => item.type === 'function_call_output');
  const call = next((body.tools ?? []).map((tool) => tool.name), results.length);
  let sequence_number = 0;
  const event = (type, more) => send(sse(type, { type, sequence_number: sequence_number++, ...more }));
  const response = (status, output, usage = null) => ({ id: `resp_${results.length}`, object: 'response', created_at: 1, status, model: body.model, output, error: null, incomplete_details: null, usage });
  event('response.created', { response: response('in_progress', []) });
  const item = call
    ? { id: `fc_${results.length}`, type: 'function_call', status: 'completed', call_id: call.id, name: call.name, arguments: call.input }
    : { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text: 'Done.', annotations: [] }] };
  event('response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', ...(call ? { arguments: '' } : { content: [] }) } });
  if (call) {
    for (const delta of pieces(call.input)) event('response.function_call_arguments.delta', { item_id: item.id, output_index: 0, delta });
    event('response.function_call_arguments.done', { item_id: item.id, output_index: 0, arguments: call.input });
  } else {
    event('response.content_part.added', { item_id: item.id, output_index: 0, content_index: 0, part: { type: 'output_text', text: '', annotations: [] } });
    event('response.output_text.delta', { item_id: item.id, output_index: 0, content_index: 0, delta: 'Done.' });
    event('response.output_text.done', { item_id: item.id, output_index: 0, content_index: 0, text: 'Done.' });
    event('response.content_part.done', { item_id: item.id, output_index: 0, content_index: 0, part: item.content[0] });
  }
  event('response.output_item.done', { output_index: 0, item });
  event('response.completed', { response: response('completed', [item], { input_tokens: 100, output_tokens: 10, total_tokens: 110 }) });
};

const gemini = (body, send) => {
  const parts = body.contents.flatMap((content) => content.parts);
  const call = next((body.tools ?? []).flatMap((tool) => tool.functionDeclarations ?? []).map((tool) => tool.name), parts.filter((part) => part.functionResponse).length);
  const answer = (part, more) => send(sse(null, { candidates: [{ content: { role: 'model', parts: [part] }, index: 0, ...more }], usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 10, totalTokenCount: 110 }, modelVersion: 'gemini' }));
  if (call) answer({ functionCall: { name: call.name, args: JSON.parse(call.input) }, thoughtSignature: 'c2ln' });
  else answer({ text: 'Done.' });
  answer({ text: '' }, { finishReason: 'STOP' });
};

// A frame of AWS: lengths, headers, payload, and two checksums (https://smithy.io/2.0/aws/amazon-eventstream.html).
const frame = (type, data) => {
  const header = (name, value) => Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7, value.length >> 8, value.length & 255]), Buffer.from(value)]);
  const headers = Buffer.concat([header(':event-type', type), header(':content-type', 'application/json'), header(':message-type', 'event')]);
  const payload = Buffer.from(JSON.stringify(data));
  const bytes = Buffer.alloc(16 + headers.length + payload.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(headers.length, 4);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(0, 8)), 8);
  headers.copy(bytes, 12);
  payload.copy(bytes, 12 + headers.length);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4);
  return bytes;
};

const converse = (body, send) => {
  const blocks = body.messages.flatMap((message) => message.content);
  const call = next((body.toolConfig?.tools ?? []).map((tool) => tool.toolSpec?.name), blocks.filter((block) => block.toolResult).length);
  const event = (type, data) => send(frame(type, data));
  event('messageStart', { role: 'assistant' });
  if (call) event('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: call.id, name: call.name } } });
  for (const piece of pieces(call ? call.input : 'Done.')) event('contentBlockDelta', { contentBlockIndex: 0, delta: call ? { toolUse: { input: piece } } : { text: piece } });
  event('contentBlockStop', { contentBlockIndex: 0 });
  event('messageStop', { stopReason: call ? 'tool_use' : 'end_turn' });
  event('metadata', { usage: { inputTokens: 100, outputTokens: 10, totalTokens: 110 }, metrics: { latencyMs: 1 } });
};

const dialects = [
  ['/messages', messages, 'messages'], ['/responses', responses, 'responses'], [':streamGenerateContent', gemini, 'gemini'], ['/converse-stream', converse, 'converse'],
  ['/chat/completions', chat, 'chat'],
];

http.createServer((request, response) => {
  let text = '';
  request.on('data', (data) => { text += data; });
  request.on('end', () => {
    const [, answer, name] = dialects.find(([part]) => request.url.includes(part)) ?? [];
    if (!answer) {
      response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":{"message":"no such thing"}}');
      return;
    }
    response.setHeader('Content-Type', answer === converse ? 'application/vnd.amazon.eventstream' : 'text/event-stream');
    const body = JSON.parse(text);
    note(name, body);
    answer(body, (bytes) => response.write(bytes));
    response.end();
  });
}).listen(Number(port), '127.0.0.1');
