/** The APIs for conversations that callers speak. */
export const apis = ['chat', 'responses', 'messages'] as const;
export type Api = (typeof apis)[number];

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { [name: string]: Json | undefined }

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it: it may be no JSON. */
  arguments: string;
}

export interface Tool {
  name: string;
  description?: string;
  parameters: JsonObject;
}

export interface Tokens {
  input: number | null;
  output: number | null;
  cached: number | null;
}

/** What an answer says, in the words of no API. */
export interface Answer {
  text: string;
  thoughts: string;
  calls: ToolCall[];
  /** Null until the provider tells. */
  tokens: Tokens | null;
  /** Why it ended, in the API's word. */
  finish: string | null;
  /** The answer in the API's own words, to be handed back as it came. */
  original: Json;
}

export type Turn =
  | { role: 'user'; text: string; images: string[] }
  | { role: 'assistant'; api: Api; answer: Answer; stopped: boolean }
  | { role: 'tools'; results: { call: ToolCall; output: string }[] };

/** What a request asks for beside the conversation. */
export interface Settings {
  model: string;
  stream: boolean;
  system: string;
  maxTokens: number | null;
  temperature: number | null;
  effort: '' | 'low' | 'medium' | 'high';
  tools: Tool[];
}

/** Gathers an answer, whole or event by event. */
export interface AnswerReader {
  /** Takes one event of a stream, or the whole document. */
  event: (data: JsonObject) => void;
  whole: (body: JsonObject) => void;
  /** What there is by now. */
  answer: () => Answer;
}

/** One API, from the caller's end. */
export interface Protocol {
  path: string;
  headers: (key: string) => Record<string, string>;
  body: (settings: Settings, turns: readonly Turn[]) => JsonObject;
  reader: () => AnswerReader;
}
