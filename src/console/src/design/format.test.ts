import { describe, expect, it } from 'vitest';
import { bytes, compact, duration, fromLocalInput, microseconds, money, moneyTick, price, relative, share, some, toLocalInput, utc } from './format';

describe('money', () => {
  it('shows as many places as a small amount needs', () => {
    expect(money(9)).toBe('$0.000009');
    expect(money(4_200)).toBe('$0.0042');
    expect(money(123_456)).toBe('$0.1235');
    expect(money(1_500_000)).toBe('$1.50');
    expect(money(0)).toBe('$0.00');
    expect(money(1_234_567_890)).toBe('$1,234.57');
  });
  it('puts the sign before the currency', () => expect(money(-2_500_000)).toBe('-$2.50'));
  it('tells unknown from nothing', () => expect(money(null)).toBe('–'));
  it('is shortened on an axis only when it is large', () => {
    expect(moneyTick(20_000)).toBe('$0.02');
    expect(moneyTick(12_345_000_000)).toBe('$12.3K');
  });
});

describe('prices per million tokens', () => {
  it('keep the places they have', () => {
    expect(price(0.15)).toBe('$0.15');
    expect(price(0.0375)).toBe('$0.0375');
    expect(price(15)).toBe('$15.00');
  });
});

describe('durations', () => {
  it('choose their unit', () => {
    expect(duration(3.14)).toBe('3.1 ms');
    expect(duration(850.4)).toBe('850 ms');
    expect(duration(1250)).toBe('1.25 s');
    expect(duration(125_000)).toBe('2 min 5 s');
    expect(duration(3 * 3_600_000 + 5 * 60_000)).toBe('3 h 5 min');
    expect(duration(50 * 3_600_000)).toBe('2 d 2 h');
    expect(microseconds(350)).toBe('350 µs');
    expect(microseconds(1_200)).toBe('1.2 ms');
  });
  it('never round up into a number their unit does not have', () => {
    expect(duration(999.7)).toBe('1.00 s');
    expect(duration(9.97)).toBe('10 ms');
    expect(duration(59_999)).toBe('1 min 0 s');
    expect(microseconds(999.9)).toBe('1.0 ms');
  });
});

describe('times', () => {
  it('are shown in UTC on demand', () => expect(utc('2026-11-21T09:00:00+00:00')).toBe('2026-11-21 09:00:00 UTC'));
  it('are told relative to now', () => {
    const now = Date.parse('2026-11-21T09:00:00Z');
    expect(relative('2026-11-21T08:57:00Z', now)).toBe('3 minutes ago');
    expect(relative('2026-11-23T09:00:00Z', now)).toBe('in 2 days');
    expect(relative('2026-11-21T08:59:58Z', now)).toBe('just now');
    expect(relative('2026-11-21T08:00:10Z', now)).toBe('1 hour ago');
  });
  it('go through a local input and back', () => {
    const iso = '2026-11-21T09:30:00.000Z';
    expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
    expect(fromLocalInput('')).toBeNull();
  });
});

describe('numbers', () => {
  it('are shortened only when they are large', () => {
    expect(compact(9_999)).toBe('9,999');
    expect(compact(12_345)).toBe('12.3K');
  });
  it('carry their unit', () => {
    expect(bytes(999)).toBe('999 B');
    expect(bytes(1_250_000)).toBe('1.3 MB');
    expect(some(0, 'key')).toBe('no keys');
    expect(some(1, 'key')).toBe('1 key');
    expect(some(2, 'reply', 'replies')).toBe('2 replies');
  });
  it('are parts of a whole, if there is one', () => {
    expect(share(1, 8)).toBe('12.5 %');
    expect(share(0, 8)).toBe('0 %');
    expect(share(0, 0)).toBe('–');
  });
});
