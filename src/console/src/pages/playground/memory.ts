import { useSyncExternalStore } from 'react';
import type { CallFacts, CallFailure } from './protocol/call';
import type { Answer, Settings, Turn } from './protocol/types';

/** The key that calls are made with. */
export interface HeldKey {
  /** Tells keys apart without spelling them. */
  ref: string;
  secret: string;
  /** Issued here, with a click: it is revoked when it is put away. Null for a pasted one. */
  issued: { id: string; name: string; expiresAt: string } | null;
}

export interface Memory {
  key: HeldKey | null;
  /** What was said, and of each answer what the gateway and the clock say of its call. */
  turns: Turn[];
  facts: Map<Turn, CallFacts>;
  running: { answer: Answer | null; facts: CallFacts | null; stop: () => void } | null;
  failure: { error: CallFailure | Error; facts: CallFacts | null; partial: string } | null;
  settings: Omit<Settings, 'model' | 'stream' | 'tools'>;
  toolsJson: string;
  /** What is being written. */
  draft: { text: string; images: string[] };
}

const blank: Memory = {
  key: null, turns: [], facts: new Map(), running: null, failure: null,
  settings: { system: '', maxTokens: null, temperature: null, effort: '' }, toolsJson: '', draft: { text: '', images: [] },
};

// Held by the page's script alone: it outlives going elsewhere in the console, and ends with the tab, a reload or signing out.
let memory = blank;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const recall = (): Memory => memory;

export function remember(change: Partial<Memory>): void {
  memory = { ...memory, ...change };
  listeners.forEach((listener) => listener());
}

/** The conversation is over; key and settings stay. */
export function startAnew(): void {
  memory.running?.stop();
  remember({ turns: [], facts: new Map(), running: null, failure: null, draft: blank.draft });
}

/** The last message goes back to where it was written. */
export function takeBack(): void {
  const last = memory.turns.at(-1);
  if (last?.role === 'user') remember({ turns: memory.turns.slice(0, -1), failure: null, draft: { text: last.text, images: last.images } });
}

export const useMemory = (): Memory => useSyncExternalStore(subscribe, recall);
