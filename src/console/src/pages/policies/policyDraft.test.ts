import { expect, test } from 'vitest';
import { placeOf, toVersionDraft, versionOf } from './policyDraft';

test('a version begins as the one that is there, without its note', () => {
  const draft = toVersionDraft({ script: { source: 'x', timeout_ms: 50 } }, 'example');
  expect(draft.script).toEqual({ source: 'x', timeout_ms: 50, memory_mb: 4 });
  expect(versionOf('script', draft)).toEqual({ script: draft.script, note: null });
});

test('a new one begins with the example, and sends what goes with its kind', () => {
  const draft = toVersionDraft(null, 'example');
  expect(draft.script.source).toBe('example');
  expect(Object.keys(versionOf('external', { ...draft, note: 'why' }))).toEqual(['external', 'note']);
});

test('the compiler names a place, other faults have none', () => {
  expect(placeOf('line 3, column 29: Property is not there. (TS2339)')).toEqual({ line: 3, column: 29 });
  expect(placeOf('is required')).toBeNull();
});
