import { expect, test } from 'vitest';
import { count } from '../../design/format';
import { measuresOf, signed } from './difference';

const nothing = { requests: null, tokens_input: null, tokens_output: null, tokens_cached: null, tokens_cache_write: null, cost_micros: null };

test('only what the export tells is compared', () => {
  const total = { from: '', to: '', model: null, theirs: { ...nothing, requests: 0, cost_micros: 5 }, ours: nothing, difference: nothing, differs: true };
  expect(measuresOf({ total })).toEqual(['requests', 'cost_micros']);
});

test('a difference says in which direction', () => {
  expect([1200, -3, 0, null].map((value) => signed(value, count))).toEqual(['+1,200', '-3', 'same', '–']);
});
