import { describe, expect, it } from 'vitest';
import { mergePatch, same } from './mergePatch';

describe('a merge patch', () => {
  it('names only what differs', () =>
    expect(mergePatch({ name: 'a', retries: 2, enabled: true }, { name: 'a', retries: 3, enabled: true })).toEqual({ retries: 3 }));
  it('removes with null', () =>
    expect(mergePatch({ headers: { a: '1', b: '2' } }, { headers: { a: '1' } })).toEqual({ headers: { b: null } }));
  it('replaces lists whole', () =>
    expect(mergePatch({ grants: ['a', 'b'] }, { grants: ['a'] })).toEqual({ grants: ['a'] }));
  it('is empty when nothing differs, whatever the order of members', () =>
    expect(mergePatch({ access: { mode: 'inherit', grants: [] } }, { access: { grants: [], mode: 'inherit' } })).toEqual({}));
  it('takes an undefined member for an absent one', () => expect(mergePatch({ a: undefined }, {})).toEqual({}));
});

describe('sameness', () => {
  it('tells null from absent', () => expect(same({ a: null }, {})).toBe(false));
  it('tells lists by order', () => expect(same([1, 2], [2, 1])).toBe(false));
});
