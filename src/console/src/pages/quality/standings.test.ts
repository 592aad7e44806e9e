import { describe, expect, it } from 'vitest';
import { asked, figure, nameOf } from './standings';

const bound = { field: 'latency.max_p95_ms', standing: 'green', subject: null, bound: 1500, unit: 'ms', value: 900, low: 800, high: 1000, count: 40, missing: null };

describe('bounds', () => {
  it('are read as what may be at most and what must be at least', () => {
    expect(asked(bound)).toBe('at most 1.50 s');
    expect(asked({ ...bound, field: 'success[0].min_pass_percent', bound: 80, unit: 'percent' })).toBe('at least 80.0 %');
    expect(asked({ ...bound, field: 'api_shapes', bound: null, unit: null })).toBe('');
  });

  it('have names, and figures in their unit', () => {
    expect(nameOf('success[2].min_score')).toBe('Mean score');
    expect(nameOf('reliability.max_error_percent')).toBe('Errors');
    expect(figure(0.00123456, 'usd')).toBe('$0.00123');
    expect(figure(null, 'ms')).toBe('–');
    expect(figure(0.8125, 'score')).toBe('0.813');
  });
});
