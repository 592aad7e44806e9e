import { list, number, object, parsed, said, text } from './json';
import type { Answer, AnswerReader, JsonObject, Protocol, Tokens, Turn } from './types';

/** The API wants a bound; this one where none is set. */
export const defaultMaxTokens = 1024;

/** Anthropic's messages: https://docs.anthropic.com/en/api/messages */
export const messages: Protocol = {
  path: '/v1/messages',
  headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  body: (s, turns) => said({
    model: s.model,
    max_tokens: s.maxTokens ?? defaultMaxTokens,
    system: s.system,
    messages: turns.map(message),
    tools: s.tools.length > 0 ? s.tools.map(({ parameters, ...tool }) => ({ ...tool, input_schema: parameters })) : undefined,
    temperature: s.temperature,
    thinking: s.effort ? { type: 'adaptive' } : undefined,
    output_config: s.effort ? { effort: s.effort } : undefined,
    stream: s.stream || undefined,
  }),
  reader: () => new MessagesReader(),
};

function message(turn: Turn): JsonObject {
  switch (turn.role) {
    case 'user':
      return { role: 'user', content: turn.images.length === 0 ? turn.text : [...turn.images.map((url) => ({ type: 'image', source: source(url) })), ...(turn.text ? [{ type: 'text', text: turn.text }] : [])] };
    case 'tools':
      return { role: 'user', content: turn.results.map(({ call, output }) => ({ type: 'tool_result', tool_use_id: call.id, content: output })) };
    case 'assistant': {
      if (turn.api === 'messages' && turn.answer.original) return { role: 'assistant', content: turn.answer.original };
      const { text: said, calls } = turn.answer;
      return { role: 'assistant', content: [...(said ? [{ type: 'text', text: said }] : []), ...calls.map((c) => ({ type: 'tool_use', id: c.id, name: c.name, input: parsed(c.arguments) }))] };
    }
  }
}

/** A picture by its address, or its bytes out of a data URL. */
function source(url: string): JsonObject {
  const data = /^data:([^;,]+);base64,(.*)$/s.exec(url);
  return data ? { type: 'base64', media_type: data[1], data: data[2] } : { type: 'url', url };
}

class MessagesReader implements AnswerReader {
  private blocks: JsonObject[] = [];
  /** The inputs of tools come as pieces of JSON, which are put together at the end. */
  private inputs: Record<number, string> = {};
  private tokens: Tokens | null = null;
  private finish: string | null = null;

  event(event: JsonObject): void {
    const at = number(event.index) ?? 0;
    switch (event.type) {
      case 'message_start':
        this.count(object(object(event.message).usage));
        break;
      case 'content_block_start':
        this.blocks[at] = object(event.content_block);
        break;
      case 'content_block_delta':
        this.piece(at, object(event.delta));
        break;
      case 'message_delta':
        this.count(object(event.usage));
        this.finish = text(object(event.delta).stop_reason) || this.finish;
        break;
    }
  }

  whole(body: JsonObject): void {
    this.blocks = list(body.content);
    this.count(object(body.usage));
    this.finish = text(body.stop_reason) || null;
  }

  answer(): Answer {
    const original = this.blocks.map((block, i) => (this.inputs[i] === undefined ? block : { ...block, input: parsed(this.inputs[i]) }))
      // An empty text may not be handed back.
      .filter((block) => block && (block.type !== 'text' || block.text !== ''));
    const joined = (type: string, field: string) => original.filter((b) => b.type === type).map((b) => text(b[field])).join('');
    return {
      text: joined('text', 'text'), thoughts: joined('thinking', 'thinking'), tokens: this.tokens, finish: this.finish, original,
      calls: original.filter((b) => b.type === 'tool_use').map((b) => ({ id: text(b.id), name: text(b.name), arguments: JSON.stringify(b.input ?? {}) })),
    };
  }

  private piece(at: number, delta: JsonObject): void {
    const block = this.blocks[at] ?? {};
    if (delta.type === 'input_json_delta') this.inputs[at] = (this.inputs[at] ?? '') + text(delta.partial_json);
    else if (delta.type === 'text_delta') this.blocks[at] = { ...block, text: text(block.text) + text(delta.text) };
    else if (delta.type === 'thinking_delta') this.blocks[at] = { ...block, thinking: text(block.thinking) + text(delta.thinking) };
    else if (delta.type === 'signature_delta') this.blocks[at] = { ...block, signature: text(block.signature) + text(delta.signature) };
  }

  /** What was read from and written to a cache is counted beside the input; together they are what went in. */
  private count(usage: JsonObject): void {
    const [input, cached, written] = [number(usage.input_tokens), number(usage.cache_read_input_tokens), number(usage.cache_creation_input_tokens)];
    this.tokens = {
      input: input === null ? this.tokens?.input ?? null : input + (cached ?? 0) + (written ?? 0),
      cached: cached ?? this.tokens?.cached ?? null,
      output: number(usage.output_tokens) ?? this.tokens?.output ?? null,
    };
  }
}
