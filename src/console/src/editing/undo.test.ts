import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { formerFields, notUndone } from './undo';

describe('the fields that take a change back', () => {
  it('are those that differ, as they were', () =>
    expect(formerFields({ name: 'web', description: 'Shop' }, { name: 'web', description: 'Store' }, {})).toEqual({ description: 'Shop' }));
  it('empty what was empty', () => expect(formerFields({ description: null }, { description: 'Store' }, {})).toEqual({ description: null }));
  it('remove the labels that were added, and bring back those that were removed', () =>
    expect(formerFields({ metadata: { team: 'a' } }, { metadata: { cost: '1' } }, {})).toEqual({ metadata: { team: 'a', cost: null } }));
  it('are none when nothing differs', () => expect(formerFields({ grants: ['a'] }, { grants: ['a'] }, { grants: ['a'] })).toBeNull());
  it('are none when a field was sent that cannot be read back', () =>
    expect(formerFields({ retries: 2 }, { retries: 3 }, { retries: 3, api_key: 'new' })).toBeNull());
  it('do not mind such a field left out', () =>
    expect(formerFields({ retries: 2 }, { retries: 3 }, { retries: 3, api_key: undefined })).toEqual({ retries: 2 }));
});

describe('a change that could not be taken back', () => {
  it('was overtaken by someone else’s, which stays', () => {
    const { reason, again } = notUndone(new Problem(412, 'precondition-failed', 'Someone changed this since it was read.'));
    expect(reason).toContain('changed again meanwhile');
    expect(again).toBe(false);
  });
  it('is gone', () => expect(notUndone(new Problem(404, 'not-found', 'There is no team.')).reason).toBe('It was deleted meanwhile.'));
  it('is refused in the gateway’s words', () => expect(notUndone(new Problem(400, 'invalid', 'There is no model.'))).toEqual({ reason: 'There is no model.', again: false }));
  it.each([0, 401, 503])('may be tried again after %i', (status) => expect(notUndone(new Problem(status, 'x', 'Away.')).again).toBe(true));
});
