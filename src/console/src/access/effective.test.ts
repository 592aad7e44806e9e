import { describe, expect, it } from 'vitest';
import { effective, withoutEffect } from './effective';

const inherit = { mode: 'inherit', grants: ['small', 'large'] };

describe('what a level allows', () => {
  it('is the ceiling where every level inherits, whatever their grants', () => expect(effective(['small'], inherit, inherit)).toEqual(['small']));
  it('is narrowed by each restriction', () =>
    expect(effective(['a', 'b', 'c'], { mode: 'restrict', grants: ['a', 'b'] }, { mode: 'inherit', grants: [] }, { mode: 'restrict', grants: ['b', 'c'] })).toEqual(['b']));
  it('is nothing under a restriction without grants', () => expect(effective(['a'], { mode: 'restrict', grants: [] })).toEqual([]));
  it('is never widened by a level below', () => expect(effective(['a'], { mode: 'restrict', grants: ['b'] })).toEqual([]));
});

describe('a grant without effect', () => {
  it('is one that a level above does not allow', () => expect(withoutEffect(['a'], { mode: 'restrict', grants: ['a', 'b'] })).toEqual(['b']));
  it('is not told of where nothing is restricted', () => expect(withoutEffect([], inherit)).toEqual([]));
});
