import { describe, expect, it } from 'vitest';
import { standingOf } from './standing';

const rate = { long_minutes: 60, short_minutes: 5, long: 20, short: 20, factor: 14.4, calls: 100, urgent: true, too_fast: true };

describe('an objective', () => {
  it('stands by what was promised first, then by how fast the rest is used', () => {
    expect(standingOf(null).text).toBe('no calls yet');
    expect(standingOf({ met: null, budget_left_percent: 100, burn_rates: [] }).lamp).toBe('off');
    expect(standingOf({ met: false, budget_left_percent: -20, burn_rates: [rate] })).toEqual({ lamp: 'danger', text: 'missed' });
    expect(standingOf({ met: true, budget_left_percent: 80, burn_rates: [rate] })).toEqual({ lamp: 'danger', text: 'kept, burns fast' });
    expect(standingOf({ met: true, budget_left_percent: 80, burn_rates: [{ ...rate, urgent: false }] }).lamp).toBe('caution');
    expect(standingOf({ met: true, budget_left_percent: 5, burn_rates: [] }).lamp).toBe('caution');
    expect(standingOf({ met: true, budget_left_percent: 80, burn_rates: [{ ...rate, too_fast: false }] })).toEqual({ lamp: 'clear', text: 'kept' });
  });
});
