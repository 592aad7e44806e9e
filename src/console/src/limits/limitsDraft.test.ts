import { describe, expect, it } from 'vitest';
import { toLimits, withAmount, withLimit } from './limitsDraft';

describe('limits in a form', () => {
  it('keeps what the form does not show', () => {
    expect(withLimit({ rpm: 5, time_zone: 'Europe/Berlin', quotas: [{ requests: 5, period: 'day' }] }, 'rpm', '7')).toEqual({ rpm: 7, time_zone: 'Europe/Berlin', quotas: [{ requests: 5, period: 'day' }] });
  });
  it('is none once all of it is cleared', () => {
    expect(withLimit({ rpm: 5, quotas: [], exact: false }, 'rpm', '')).toBeNull();
    expect(withAmount({ amount: 5, period: 'day' }, '')).toBeNull();
  });
  it('gives a new budget a month and keeps the period of an old one', () => {
    expect(withAmount(null, '50')).toEqual({ amount: 50, period: 'month' });
    expect(withAmount({ amount: 5, period: 'day', hard: false }, '7.5')).toEqual({ amount: 7.5, period: 'day', hard: false });
  });
  it('reads a view without limits', () => {
    expect(toLimits(null)).toEqual({ limits: null, budget: null });
  });
});
