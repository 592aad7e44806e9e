import { describe, expect, it } from 'vitest';
import { snippets } from './snippets';

describe('first calls', () => {
  const all = snippets('https://gateway.example', 'sb-secret', 'small');

  it('come for curl and the three official SDKs', () => expect(all.map((s) => s.name)).toEqual(['curl', 'OpenAI Python', 'OpenAI JavaScript', 'OpenAI .NET']));
  it('carry address, key and model, and change nothing else', () => {
    for (const { code } of all) {
      expect(code).toContain('https://gateway.example/v1');
      expect(code).toContain('sb-secret');
      expect(code).toContain('small');
    }
  });
});
