import { object, text } from './protocol/json';
import type { Json, Tool } from './protocol/types';

/** A tool to begin with. */
export const exampleTools = JSON.stringify([{
  name: 'get_weather',
  description: 'The weather at a place, now.',
  parameters: { type: 'object', properties: { place: { type: 'string', description: 'Town and country' } }, required: ['place'] },
}], null, 2);

/** The tools that a text defines, or what is wrong with it, in words that go on from the field’s name. */
export function readTools(json: string): { tools: Tool[]; fault: string | null } {
  const bad = (fault: string) => ({ tools: [], fault });
  if (json.trim() === '') return { tools: [], fault: null };
  let value: Json;
  try {
    value = JSON.parse(json) as Json;
  } catch (error) {
    return bad(`is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
  }
  if (!Array.isArray(value)) return bad('must be a list: [ … ].');
  const tools: Tool[] = [];
  for (const [i, item] of value.entries()) {
    // Tools as the APIs write them are understood too.
    const outer = object(item);
    const tool = outer.function ? object(outer.function) : outer;
    const name = text(tool.name);
    if (!/^[\w-]{1,64}$/.test(name)) return bad(`number ${i + 1} needs a name of letters, digits, _ and -.`);
    const schema = tool.parameters ?? tool.input_schema ?? { type: 'object', properties: {} };
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return bad(`“${name}” needs parameters: a JSON schema.`);
    tools.push({ name, ...(text(tool.description) ? { description: text(tool.description) } : {}), parameters: schema });
  }
  return { tools, fault: null };
}
