import { describe, expect, it } from 'vitest';
import { because } from './reason';

describe('a reason', () => {
  it('is left out when nothing was said', () => {
    expect(because(undefined)).toEqual({});
    expect(because('  ')).toEqual({});
  });

  it('is one line', () => expect(because(' moved\n to  grants ')).toEqual({ 'x-signalbox-reason': 'moved to grants' }));

  it('is sent as the bytes of its UTF-8, which a header of a browser can hold', () => {
    const sent = because('Größe – 駅')['x-signalbox-reason']!;
    expect([...sent].every((c) => c.charCodeAt(0) < 256)).toBe(true);
    expect(new TextDecoder().decode(Uint8Array.from(sent, (c) => c.charCodeAt(0)))).toBe('Größe – 駅');
  });
});
