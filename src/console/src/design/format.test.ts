import { describe, expect, it } from 'vitest';
import { compact, duration, microseconds, money, relative, utc } from './format';

describe('money', () => {
  it('shows as many places as a small amount needs', () => {
    expect(money(9)).toBe('$0.000009');
    expect(money(4_200)).toBe('$0.0042');
    expect(money(123_456)).toBe('$0.1235');
    expect(money(0)).toBe('$0.00');
    expect(money(1_234_567_890)).toBe('$1,234.57');
  });
  it('tells unknown from nothing', () => expect(money(null)).toBe('–'));
});

describe('durations', () => {
  it('choose their unit', () => {
    expect(duration(3.14)).toBe('3.1 ms');
    expect(duration(850.4)).toBe('850 ms');
    expect(duration(1250)).toBe('1.25 s');
    expect(duration(125_000)).toBe('2 min 5 s');
    expect(microseconds(350)).toBe('350 µs');
    expect(microseconds(1_200)).toBe('1.2 ms');
  });
});

describe('times', () => {
  it('are shown in UTC on demand', () => expect(utc('2026-11-21T09:00:00+00:00')).toBe('2026-11-21 09:00:00 UTC'));
  it('are told relative to now', () => {
    const now = Date.parse('2026-11-21T09:00:00Z');
    expect(relative('2026-11-21T08:57:00Z', now)).toBe('3 minutes ago');
    expect(relative('2026-11-23T09:00:00Z', now)).toBe('in 2 days');
  });
});

describe('large numbers', () => {
  it('are shortened only when they are large', () => {
    expect(compact(9_999)).toBe('9,999');
    expect(compact(12_345)).toBe('12.3K');
  });
});
