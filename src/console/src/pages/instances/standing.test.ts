import { describe, expect, it } from 'vitest';
import { advice, standing, summary } from './standing';

const well = { silent: false, stale: false, lag: 0, problem: null };

describe('an instance', () => {
  it('is current when it lacks nothing', () => expect(standing(well)).toEqual({ lamp: 'clear', words: 'current' }));

  it('is behind while it lacks a version', () => expect(standing({ ...well, lag: 1 }).words).toBe('behind'));

  it('is stale when it says so, whatever its version', () => expect(standing({ ...well, stale: true, lag: 2 }).words).toBe('stale'));

  it('is silent before anything else', () => expect(standing({ silent: true, stale: true, lag: 9 })).toEqual({ lamp: 'danger', words: 'silent' }));

  it('explains what is wrong with it, and only that', () => {
    expect(advice(well)).toBeNull();
    expect(advice({ silent: false, stale: true, problem: 'The database cannot be reached.' })).toBe('The database cannot be reached.');
    expect(advice({ silent: true, stale: false, problem: null })).toContain('cannot reach the database');
  });
});

describe('all of them', () => {
  it('are summed up in a sentence', () => {
    expect(summary([well])).toBe('The one instance has the newest version in force.');
    expect(summary([well, well])).toBe('All 2 instances have the newest version in force.');
    expect(summary([well, { ...well, lag: 3 }])).toBe('1 of 2 needs a look.');
    expect(summary([{ ...well, stale: true }, { ...well, silent: true }])).toBe('2 of 2 need a look.');
  });
});
