import { describe, expect, it } from 'vitest';
import { isTyped, retyping, untyped, withTyped } from './typed';

const conditional = { asset: 'gpt-*', environments: ['dev' as const], expires_at: '2040-01-01T00:00:00Z' };

describe('what stands in the form of a grant', () => {
  it('counts before it is added', () => expect(withTyped(['small'], { ...untyped, asset: ' large ' })).toEqual(['small', 'large']));
  it('is nothing while the form is empty', () => {
    expect(isTyped(untyped)).toBe(false);
    expect(withTyped(['small'], untyped)).toEqual(['small']);
  });
  it('changes nothing for a grant that is only looked at', () => expect(withTyped(['small', conditional], retyping(conditional))).toEqual(['small', conditional]));
  it('takes the place of the grant it changes, and of one that names the same', () => {
    expect(withTyped(['a', 'b', 'c'], { ...retyping('b'), asset: 'c' })).toEqual(['a', 'c']);
    expect(withTyped(['a', conditional], { ...untyped, asset: 'gpt-*' })).toEqual(['a', 'gpt-*']);
  });
  it('without a name is not dropped, so that it is refused', () => {
    expect(withTyped([], { ...untyped, environments: ['dev'] })).toEqual([{ asset: '', environments: ['dev'] }]);
    expect(withTyped(['a'], { ...retyping('a'), asset: '' })).toEqual(['']);
  });
});
