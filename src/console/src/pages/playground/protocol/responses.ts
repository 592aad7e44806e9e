import { list, number, object, said, text } from './json';
import type { Answer, AnswerReader, JsonObject, Protocol, Tokens, Turn } from './types';

/** OpenAI's responses, of which nothing is kept: https://platform.openai.com/docs/api-reference/responses */
export const responses: Protocol = {
  path: '/v1/responses',
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  body: (s, turns) => said({
    model: s.model,
    instructions: s.system,
    input: turns.flatMap(items),
    tools: s.tools.length > 0 ? s.tools.map((tool) => ({ type: 'function', ...tool })) : undefined,
    max_output_tokens: s.maxTokens,
    temperature: s.temperature,
    reasoning: s.effort ? { effort: s.effort, summary: 'auto' } : undefined,
    // Since nothing is kept, thoughts come back sealed, to be handed in again.
    include: s.effort ? ['reasoning.encrypted_content'] : undefined,
    store: false,
    stream: s.stream || undefined,
  }),
  reader: () => new ResponsesReader(),
};

function items(turn: Turn): JsonObject[] {
  switch (turn.role) {
    case 'user':
      return [{
        role: 'user',
        content: turn.images.length === 0 ? turn.text : [
          ...(turn.text ? [{ type: 'input_text', text: turn.text }] : []), ...turn.images.map((url) => ({ type: 'input_image', image_url: url })),
        ],
      }];
    case 'tools':
      return turn.results.map(({ call, output }) => ({ type: 'function_call_output', call_id: call.id, output }));
    case 'assistant': {
      // Thoughts without their seal are no use to anyone.
      if (turn.api === 'responses' && turn.answer.original) return list(turn.answer.original).filter((item) => item.type !== 'reasoning' || item.encrypted_content);
      const { text: said, calls } = turn.answer;
      return [...(said ? [{ role: 'assistant', content: said }] : []), ...calls.map((c) => ({ type: 'function_call', call_id: c.id, name: c.name, arguments: c.arguments }))];
    }
  }
}

class ResponsesReader implements AnswerReader {
  private text = '';
  private thoughts = '';
  private items: JsonObject[] = [];
  private tokens: Tokens | null = null;
  private finish: string | null = null;

  event(event: JsonObject): void {
    const at = number(event.output_index) ?? this.items.length;
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        this.text += text(event.delta);
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        this.thoughts += text(event.delta);
        break;
      case 'response.output_item.added':
      case 'response.output_item.done':
        this.items[at] = object(event.item);
        break;
      case 'response.function_call_arguments.delta':
        this.items[at] = { ...this.items[at], arguments: text(this.items[at]?.arguments) + text(event.delta) };
        break;
      case 'response.completed':
      case 'response.incomplete':
        this.whole(object(event.response));
        break;
    }
  }

  whole(body: JsonObject): void {
    const output = list(body.output);
    if (output.length > 0) this.items = output;
    const parts = (field: 'content' | 'summary', ...types: string[]) => output.flatMap((item) => list(item[field])).filter((part) => types.includes(text(part.type)));
    this.text = parts('content', 'output_text', 'refusal').map((part) => text(part.text) || text(part.refusal)).join('') || this.text;
    this.thoughts = parts('summary', 'summary_text').map((part) => text(part.text)).join('\n') || this.thoughts;
    const usage = object(body.usage);
    this.tokens = { input: number(usage.input_tokens), output: number(usage.output_tokens), cached: number(object(usage.input_tokens_details).cached_tokens) };
    this.finish = text(object(body.incomplete_details).reason) || text(body.status) || null;
  }

  answer(): Answer {
    const items = this.items.filter(Boolean);
    return {
      text: this.text, thoughts: this.thoughts, tokens: this.tokens, finish: this.finish, original: items,
      calls: items.filter((item) => item.type === 'function_call').map((item) => ({ id: text(item.call_id), name: text(item.name), arguments: text(item.arguments) })),
    };
  }
}
