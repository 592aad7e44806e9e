import { describe, expect, it } from 'vitest';
import { filters, requestsSearch, toQuery } from './search';

describe('the filters in the URL', () => {
  it('are those the API knows; anything else is left out', () =>
    expect(requestsSearch({ status: 'refused', model: 'small', colour: 'red', since: 'soon' })).toEqual({ status: 'refused', model: 'small' }));
  it('keep a model that is called like a number', () => expect(requestsSearch({ model: 4 })).toEqual({ model: '4' }));
  it('become the API’s query without what only the page knows', () =>
    expect(toQuery({ status: 'error', request: 'abc' }, 0)).toEqual({ status: 'error' }));
  it('count a period back from now', () =>
    expect(toQuery({ period: '1h' }, Date.parse('2026-11-21T10:00:00Z'))).toEqual({ since: '2026-11-21T09:00:00.000Z' }));
  it('are counted without the open call', () => expect(filters({ status: 'error', request: 'abc' })).toBe(1));
});
