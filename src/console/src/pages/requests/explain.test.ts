import { describe, expect, it } from 'vitest';
import { explain } from './explain';

describe('the explanation of a call', () => {
  it('is not needed when it succeeded', () => expect(explain({ status: 'success', code: null })).toBeNull());
  it('says what a call that succeeded has lost', () => expect(explain({ status: 'success', code: 'answer-parts-left-out' })?.title).toContain('left out'));
  it('names what to do about a refusal', () => expect(explain({ status: 'refused', code: 'model-not-allowed' })?.to).toBe('/organizations'));
  it('goes by the status where the code says nothing', () => {
    expect(explain({ status: 'disconnected', code: null })?.title).toBe('The caller left');
    expect(explain({ status: 'interrupted', code: 'upstream-error' })?.title).toContain('stopped');
  });
  it('shows a code it does not know', () => expect(explain({ status: 'error', code: 'brand-new' })?.remedy).toContain('brand-new'));
});
