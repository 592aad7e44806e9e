import { describe, expect, it } from 'vitest';
import { exampleTools, readTools } from './tools';

describe('the tools of a text', () => {
  it('are none when it is empty', () => expect(readTools(' ')).toEqual({ tools: [], fault: null }));
  it('are those of the example', () => expect(readTools(exampleTools).tools.map((t) => t.name)).toEqual(['get_weather']));
  it('are understood in the words of each API', () =>
    expect(readTools('[{"type":"function","function":{"name":"a","parameters":{}}},{"name":"b","input_schema":{"type":"object"}}]').tools).toEqual([{ name: 'a', parameters: {} }, { name: 'b', parameters: { type: 'object' } }]));
  it('are refused with what is wrong', () => {
    expect(readTools('{').fault).toMatch(/^is no JSON/);
    expect(readTools('{}').fault).toBe('must be a list: [ … ].');
    expect(readTools('[{"name":"has space"}]').fault).toContain('number 1 needs a name');
    expect(readTools('[{"name":"a","parameters":[]}]').fault).toContain('JSON schema');
  });
});
