import { describe, expect, it } from 'vitest';
import { time } from '../design/format';
import { assetOf, ceilingOf, grantText, isOver } from './grants';

describe('a grant', () => {
  const conditional = { asset: 'gpt-*', environments: ['dev', 'prod'], expires_at: '2040-01-01T00:00:00Z' };

  it('has one name, however it is written', () => expect(['small', conditional].map(assetOf)).toEqual(['small', 'gpt-*']));
  it('is read with its conditions', () => expect(grantText(conditional)).toBe(`gpt-* (in dev, prod, until ${time('2040-01-01T00:00:00Z')})`));
  it('says when it is over', () => {
    const past = { asset: 'small', expires_at: '2020-01-01T00:00:00Z' };
    expect([past, conditional, 'small'].map((g) => isOver(g))).toEqual([true, false, false]);
    expect(grantText(past)).toBe(`small (over since ${time('2020-01-01T00:00:00Z')})`);
  });
  it('without conditions is its name', () => expect(grantText({ asset: 'small' })).toBe('small'));
});

describe('the ceiling of an organization', () => {
  it('is what it grants by name', () => expect(ceilingOf({ enforcement: 'enforced', grants: ['a', 'b'] })).toEqual(['a', 'b']));
  it('is the gateway’s to tell for wildcards and while legacy lists count', () => {
    expect(ceilingOf({ enforcement: 'enforced', grants: ['a', '*'] })).toBeUndefined();
    expect(ceilingOf({ enforcement: 'legacy', grants: [] })).toBeUndefined();
  });
});
