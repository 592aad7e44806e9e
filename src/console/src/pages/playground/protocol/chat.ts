import { list, number, object, said, text } from './json';
import type { Answer, AnswerReader, JsonObject, Protocol, Tokens, Turn } from './types';

/** OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat */
export const chat: Protocol = {
  path: '/v1/chat/completions',
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  body: (s, turns) => said({
    model: s.model,
    messages: [...(s.system ? [{ role: 'system', content: s.system }] : []), ...turns.flatMap(messages)],
    tools: s.tools.length > 0 ? s.tools.map((tool) => ({ type: 'function', function: { ...tool } })) : undefined,
    max_completion_tokens: s.maxTokens,
    temperature: s.temperature,
    reasoning_effort: s.effort,
    stream: s.stream || undefined,
    stream_options: s.stream ? { include_usage: true } : undefined,
  }),
  reader: () => new ChatReader(),
};

function messages(turn: Turn): JsonObject[] {
  switch (turn.role) {
    case 'user':
      return [{
        role: 'user',
        content: turn.images.length === 0 ? turn.text : [
          ...(turn.text ? [{ type: 'text', text: turn.text }] : []), ...turn.images.map((url) => ({ type: 'image_url', image_url: { url } })),
        ],
      }];
    case 'tools':
      return turn.results.map(({ call, output }) => ({ role: 'tool', tool_call_id: call.id, content: output }));
    case 'assistant': {
      if (turn.api === 'chat' && turn.answer.original) return [object(turn.answer.original)];
      const { text: content, calls } = turn.answer;
      return [{ role: 'assistant', content: content || null, ...(calls.length > 0 ? { tool_calls: calls.map((c) => ({ id: c.id, type: 'function', function: { name: c.name, arguments: c.arguments } })) } : {}) }];
    }
  }
}

class ChatReader implements AnswerReader {
  private text = '';
  private thoughts = '';
  private blocks: JsonObject[] = [];
  private calls: JsonObject[] = [];
  private tokens: Tokens | null = null;
  private finish: string | null = null;

  event(chunk: JsonObject): void {
    const choice = list(chunk.choices)[0];
    if (choice) this.take(object(choice.delta), choice);
    this.count(chunk);
  }

  whole(body: JsonObject): void {
    const choice = list(body.choices)[0];
    if (choice) this.take(object(choice.message), choice);
    this.count(body);
  }

  answer(): Answer {
    const { text: content, thoughts, blocks, calls } = this;
    return {
      text: content, thoughts, tokens: this.tokens, finish: this.finish,
      calls: calls.map((c) => ({ id: text(c.id), name: text(object(c.function).name), arguments: text(object(c.function).arguments) })),
      original: {
        role: 'assistant', content: content || null, ...(calls.length > 0 ? { tool_calls: calls } : {}),
        // Signed thoughts are handed back, so that the model goes on from them.
        ...(blocks.length > 0 ? { reasoning_content: thoughts, thinking_blocks: blocks } : {}),
      },
    };
  }

  private take(part: JsonObject, choice: JsonObject): void {
    this.text += text(part.content) || text(part.refusal);
    this.thoughts += text(part.reasoning_content) || text(part.reasoning);
    this.blocks.push(...list(part.thinking_blocks));
    list(part.tool_calls).forEach((call, i) => this.call(call, number(call.index) ?? i));
    this.finish = text(choice.finish_reason) || this.finish;
  }

  /** The pieces of a call come one after the other: all but the arguments whole, those bit by bit. */
  private call({ index: _, ...piece }: JsonObject, at: number): void {
    const before = this.calls[at] ?? {};
    const [was, is] = [object(before.function), object(piece.function)];
    this.calls[at] = { ...before, ...said(piece), function: { ...was, ...said(is), arguments: text(was.arguments) + text(is.arguments) } };
  }

  private count(body: JsonObject): void {
    const usage = object(body.usage);
    if (number(usage.prompt_tokens) === null) return;
    this.tokens = { input: number(usage.prompt_tokens), output: number(usage.completion_tokens), cached: number(object(usage.prompt_tokens_details).cached_tokens) };
  }
}
