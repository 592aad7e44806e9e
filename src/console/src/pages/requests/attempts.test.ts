import { expect, test } from 'vitest';
import { placed, type Attempt } from './attempts';

const attempt = (duration_ms: number, start_ms?: number | null): Attempt => ({ deployment: 'a/b', status: 500, error: 'upstream-error', duration_ms, start_ms });

test('an attempt stands where it began, with the pause before it', () => {
  expect(placed([attempt(20, 3), attempt(10, 120)]).map((a) => a.start)).toEqual([3, 120]);
});

test('attempts whose beginning was not noted follow each other', () => {
  expect(placed([attempt(20), attempt(10, null), attempt(5)]).map((a) => a.start)).toEqual([0, 20, 30]);
});
