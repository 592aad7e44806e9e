import { describe, expect, it } from 'vitest';
import { changes, compare, words } from './comparison';

describe('a comparison of two changes', () => {
  const before = { name: 'web', description: null, grants: ['small'] };

  it('leaves out what neither changed', () => expect(compare(before, before, before)).toEqual([]));
  it('is no clash when each changed something else', () => {
    const differences = compare(before, { ...before, description: 'Shop' }, { ...before, grants: [] });
    expect(differences.map((d) => [d.field, d.clash])).toEqual([['description', false], ['grants', false]]);
  });
  it('is no clash when both changed it to the same', () =>
    expect(compare(before, { ...before, grants: ['a'] }, { ...before, grants: ['a'] })[0]?.clash).toBe(false));
  it('is a clash when both changed it differently', () =>
    expect(compare(before, { ...before, grants: ['a'] }, { ...before, grants: ['b'] })).toEqual([{ field: 'grants', before: ['small'], theirs: ['a'], mine: ['b'], clash: true }]));
});

describe('the changes from one version to another', () => {
  it('are the fields that differ, without what every version has anew', () =>
    expect(changes({ name: 'web', enabled: true, etag: '"1"', updated_at: 'a' }, { name: 'web', enabled: false, etag: '"2"', updated_at: 'b' }))
      .toEqual([{ field: 'enabled', before: true, now: false }]));
  it('hold a field that came or went', () =>
    expect(changes({ a: 1 }, { b: 2 })).toEqual([{ field: 'a', before: 1, now: undefined }, { field: 'b', before: undefined, now: 2 }]));
});

describe('words for a value', () => {
  it('are plain', () => {
    expect(words(null)).toBe('none');
    expect(words(true)).toBe('yes');
    expect(words(['a', 'b'])).toBe('a, b');
    expect(words({ mode: 'restrict', grants: ['a'] })).toBe('mode: restrict, grants: a');
    expect(words([{ model: 'a', weight: 1 }])).toBe('· model: a, weight: 1');
  });
});
