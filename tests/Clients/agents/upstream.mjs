// An upstream that plays the model of a coding agent: it creates a file, edits it, and says that it is done. It speaks chat completions and
// Anthropic's messages, streamed as their vendors do. Usage: node upstream.mjs PORT FILE
import http from 'node:http';

const [port, file] = process.argv.slice(2);

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

const chat = (body, send) => {
  const call = next((body.tools ?? []).map((tool) => tool.function?.name), body.messages.filter((message) => message.role === 'tool').length);
  const chunk = (delta, finish_reason = null) => send(null, { id: 'c', object: 'chat.completion.chunk', created: 1, model: body.model, choices: [{ index: 0, delta, finish_reason }] });
  chunk({ role: 'assistant', content: call ? null : '' });
  if (call) {
    chunk({ tool_calls: [{ index: 0, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] });
    for (const piece of pieces(call.input)) chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  } else chunk({ content: 'Done.' });
  chunk({}, call ? 'tool_calls' : 'stop');
  send(null, { id: 'c', object: 'chat.completion.chunk', created: 1, model: body.model, choices: [], usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } });
  return 'data: [DONE]\n\n';
};

const messages = (body, send) => {
  const results = body.messages.flatMap((message) => Array.isArray(message.content) ? message.content : []).filter((block) => block.type === 'tool_result');
  const call = next((body.tools ?? []).map((tool) => tool.name), results.length);
  const event = (type, more) => send(type, { type, ...more });
  event('message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: body.model, content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 100, output_tokens: 1 } } });
  event('content_block_start', { index: 0, content_block: call ? { type: 'tool_use', id: call.id, name: call.name, input: {} } : { type: 'text', text: '' } });
  for (const piece of pieces(call ? call.input : 'Done.'))
    event('content_block_delta', { index: 0, delta: call ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece } });
  event('content_block_stop', { index: 0 });
  event('message_delta', { delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: { output_tokens: 10 } });
  event('message_stop', {});
  return '';
};

http.createServer((request, response) => {
  let text = '';
  request.on('data', (data) => { text += data; });
  request.on('end', () => {
    const answer = request.url.startsWith('/v1/messages') ? messages : chat;
    response.setHeader('Content-Type', 'text/event-stream');
    response.end(answer(JSON.parse(text), (name, data) => response.write(`${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(data)}\n\n`)));
  });
}).listen(Number(port), '127.0.0.1');
