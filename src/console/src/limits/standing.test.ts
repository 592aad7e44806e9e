import { describe, expect, it } from 'vitest';
import { amount, lampOf, marks, percent, title } from './standing';

const limit = (taken: number, reserved = 0, thresholds: number[] = []) => ({ amount: 200, taken, reserved, thresholds });

describe('how a limit stands', () => {
  it('counts what is held as taken', () => expect(percent(limit(50, 50))).toBe(50));
  it('is full when there is nothing to take', () => expect(percent({ amount: 0, taken: 0, reserved: 0 })).toBe(100));
  it('lights up at 70 and 90 per cent', () => expect([100, 140, 180, 200].map((taken) => lampOf(limit(taken)))).toEqual(['clear', 'caution', 'danger', 'danger']));
  it('lights up at its own thresholds', () => expect([100, 160].map((taken) => lampOf(limit(taken, 0, [50, 80])))).toEqual(['caution', 'danger']));
  it('shows no mark beyond the end of its bar', () => expect(marks(limit(0, 0, [50, 100, 150]))).toEqual([50, 100]));
});

describe('words of a limit', () => {
  it('names what it counts', () => expect(['requests-per-minute', 'cost-per-month', 'concurrency', 'burst'].map(title)).toEqual(['Requests per minute', 'Budget per month', 'Calls at once', 'Burst']));
  it('tells amounts with their unit', () => expect([amount(1, 'calls'), amount(1200, 'tokens'), amount(1_500_000, 'micro_usd')]).toEqual(['1 call', '1,200 tokens', '$1.50']));
});
