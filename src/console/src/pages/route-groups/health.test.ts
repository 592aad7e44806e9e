import { expect, test } from 'vitest';
import { healthOf, ruleOf } from './health';

test('every state that routing knows has a lamp of its own', () => {
  expect(['healthy', 'probing', 'throttled', 'broken'].map((word) => healthOf(word)[0])).toEqual(['clear', 'note', 'caution', 'danger']);
});

test('a state or rule of a later version is shown as it is', () => {
  expect(healthOf('asleep')[0]).toBe('off');
  expect(ruleOf('lunar-eclipse')).toBe('lunar-eclipse');
  expect(ruleOf(null)).toBeUndefined();
});
