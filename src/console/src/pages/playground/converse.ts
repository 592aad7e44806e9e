import { recall, remember } from './memory';
import { call, CallFailure, type CallFacts } from './protocol/call';
import { protocols } from './protocol/protocols';
import type { Answer, Api, Settings, Turn } from './protocol/types';

/** Calls the model with the conversation as it stands, and adds its answer as it comes. */
export async function converse(api: Api, settings: Settings, turns: Turn[]): Promise<void> {
  const { key } = recall();
  if (!key || recall().running) return;
  const abort = new AbortController();
  const seen: { answer: Answer | null; facts: CallFacts | null } = { answer: null, facts: null };
  const stop = () => abort.abort();
  remember({ turns, failure: null, running: { answer: null, facts: null, stop } });
  const isCurrent = () => recall().running?.stop === stop;
  const finish = (stopped: boolean) => {
    if (!isCurrent()) return;
    const turn: Turn = { role: 'assistant', api, answer: cut(seen.answer!, stopped), stopped };
    const facts = new Map(recall().facts);
    if (seen.facts) facts.set(turn, seen.facts);
    remember({ turns: [...turns, turn], facts, running: null });
  };
  try {
    await call({
      api, key: key.secret, body: protocols[api].body(settings, turns), signal: abort.signal,
      onProgress: (answer, facts) => {
        Object.assign(seen, { answer, facts });
        if (isCurrent()) remember({ running: { answer, facts, stop } });
      },
    });
    finish(false);
  } catch (error) {
    if (!isCurrent()) return;
    if (abort.signal.aborted && seen.answer?.text) finish(true);
    else if (abort.signal.aborted) remember({ running: null });
    else remember({ running: null, failure: { error: failureOf(error, seen.facts), facts: seen.facts, partial: seen.answer?.text ?? '' } });
  }
}

/** An answer that was stopped keeps its text; half a call is none, and its own words are not whole either. */
const cut = (answer: Answer, stopped: boolean): Answer => (stopped ? { ...answer, calls: [], original: null } : answer);

function failureOf(error: unknown, facts: CallFacts | null): Error {
  if (error instanceof CallFailure) return error;
  return facts
    ? new CallFailure(200, 'connection-lost', 'The connection broke before the answer was complete.')
    : new CallFailure(0, 'unreachable', 'The gateway does not answer. Is it running, and can this browser reach it?');
}
