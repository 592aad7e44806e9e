import { describe, expect, it } from 'vitest';
import { protocols } from './protocol/protocols';
import { apis, type Settings } from './protocol/types';
import { snippets } from './snippets';

const settings: Settings = { model: 'small', stream: true, system: '', maxTokens: 200, temperature: 0.5, effort: '', tools: [] };
const picture = `data:image/png;base64,${'A'.repeat(4_000)}`;

describe.each(apis)('code for %s', (api) => {
  const codes = snippets('https://gateway.example', api, protocols[api].body(settings, [{ role: 'user', text: 'It’s "so", isn\'t it?', images: [picture] }]));

  it('comes for curl and three languages', () => expect(codes.map((s) => s.name)).toEqual(['curl', 'Python', 'JavaScript', 'C#']));
  it('carries address, model and settings, and a placeholder for the key', () => {
    for (const { code } of codes) for (const part of ['https://gateway.example', 'YOUR_KEY', 'small', '0.5', '200']) expect(code).toContain(part);
  });
  it('leaves the bytes of pictures out', () => {
    for (const { code } of codes) expect(code.length).toBeLessThan(2_500);
  });
  it('is quoted for the shell and for Python', () => {
    expect(codes[0]!.code).toContain("isn'\\''t");
    expect(codes[1]!.code).toContain('stream=True');
  });
});
