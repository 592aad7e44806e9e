import { readEvents } from './events';
import { object, text } from './json';
import { protocols } from './protocols';
import type { Answer, Api, JsonObject } from './types';

/** What the gateway and the clock say of a call. */
export interface CallFacts {
  requestId: string | null;
  deployment: string | null;
  routeReason: string | null;
  attempts: string | null;
  translation: string | null;
  firstMs: number | null;
  totalMs: number | null;
}

/** A call that brought no answer, or broke off. */
export class CallFailure extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly param: string | null = null) {
    super(message);
  }

  /** All APIs put what went wrong into “error”; Anthropic's type says what OpenAI's code does. */
  static of(status: number, body: JsonObject): CallFailure {
    const error = object(body.error ?? object(body.response).error);
    const where = Object.keys(error).length > 0 ? error : body;
    return new CallFailure(status, text(where.code) || text(where.type), text(where.message) || `The gateway answered ${status}.`, text(where.param) || null);
  }
}

interface Call {
  api: Api;
  key: string;
  body: JsonObject;
  signal: AbortSignal;
  /** Told whenever there is more of either. */
  onProgress: (answer: Answer, facts: CallFacts) => void;
}

/** Makes a call as any program would: with the key alone, not with the session. Tells the answer as it comes. */
export async function call({ api, key, body, signal, onProgress }: Call): Promise<void> {
  const protocol = protocols[api];
  const started = performance.now();
  const since = () => performance.now() - started;
  const response = await fetch(protocol.path, {
    method: 'POST', credentials: 'omit', signal, headers: { 'content-type': 'application/json', ...protocol.headers(key) }, body: JSON.stringify(body),
  });
  const header = (name: string) => response.headers.get(name);
  const facts: CallFacts = {
    requestId: header('x-request-id'), deployment: header('x-signalbox-deployment'), routeReason: header('x-signalbox-route-reason'),
    attempts: header('x-signalbox-attempts'), translation: header('x-signalbox-translation'), firstMs: null, totalMs: null,
  };
  const reader = protocol.reader();
  const tell = () => {
    const answer = reader.answer();
    if (answer.text || answer.thoughts || answer.calls.length > 0) facts.firstMs ??= since();
    onProgress(answer, { ...facts });
  };
  tell();
  if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const whole = (await response.json().catch(() => ({}))) as JsonObject;
    if (!response.ok) throw CallFailure.of(response.status, whole);
    reader.whole(whole);
    facts.totalMs = since();
    tell();
    // Whole answers have no first token of their own.
    onProgress(reader.answer(), { ...facts, firstMs: null });
    return;
  }
  for await (const event of readEvents(response.body!)) {
    if (event.error || event.type === 'error' || event.type === 'response.failed') throw CallFailure.of(response.status, event);
    reader.event(event);
    tell();
  }
  facts.totalMs = since();
  tell();
}
