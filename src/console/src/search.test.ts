import { describe, expect, it } from 'vitest';
import { choice, instant, said, text } from './search';

describe('a URL’s search', () => {
  it('gives texts, also those that look like numbers', () => {
    expect(text({ model: 'small' }, 'model')).toBe('small');
    expect(text({ model: 4 }, 'model')).toBe('4');
    expect(text({ model: '' }, 'model')).toBeUndefined();
    expect(text({ model: ['a'] }, 'model')).toBeUndefined();
    expect(text({}, 'model')).toBeUndefined();
  });
  it('takes only words that are known', () => {
    expect(choice({ window: '24h' }, 'window', ['1h', '24h'])).toBe('24h');
    expect(choice({ window: '5y' }, 'window', ['1h', '24h'])).toBeUndefined();
  });
  it('takes only times', () => {
    expect(instant({ since: '2026-11-21T09:00:00Z' }, 'since')).toBe('2026-11-21T09:00:00Z');
    expect(instant({ since: 'yesterday-ish' }, 'since')).toBeUndefined();
  });
  it('leaves out what is not said', () => expect(said({ a: 'x', b: undefined, c: '' })).toEqual({ a: 'x' }));
});
