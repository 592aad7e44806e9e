import { describe, expect, it } from 'vitest';
import { condition, standing } from './words';

const rule = { kind: 'error_rate', threshold: null, percentile: 95, window_minutes: 10, measure: 'cost', direction: 'above', slo: null };

describe('alert rules', () => {
  it('say what they ask for, also where that is the usual', () => {
    expect(condition(rule)).toBe('more than 5 % in 10 min');
    expect(condition({ ...rule, kind: 'latency', threshold: 2000 })).toBe('5 % above 2.00 s in 10 min');
    expect(condition({ ...rule, kind: 'latency', threshold: 2000, percentile: 99.9 })).toBe('0.1 % above 2.00 s in 10 min');
    expect(condition({ ...rule, window_minutes: 360 })).toBe('more than 5 % in 6 h');
    expect(condition({ ...rule, window_minutes: 4320 })).toBe('more than 5 % in 3 days');
    expect(condition({ ...rule, window_minutes: 90 })).toBe('more than 5 % in 90 min');
    expect(condition({ ...rule, kind: 'budget' })).toBe('at each of its thresholds');
    expect(condition({ ...rule, kind: 'anomaly', direction: 'both' })).toBe('cost above or below what is usual');
  });

  it('stand as the worst that was read', () => {
    expect(standing([])).toEqual({ lamp: 'clear', text: 'all well' });
    expect(standing([{ holds: null }])).toEqual({ lamp: 'off', text: 'too little is known' });
    expect(standing([{ holds: null }, { holds: false }])).toEqual({ lamp: 'clear', text: 'all well' });
    expect(standing([{ holds: true }, { holds: false }])).toEqual({ lamp: 'danger', text: 'holds for 1 of 2' });
  });
});
