import type { Json, JsonObject } from './types';

/** What an answer says is looked at with care: a provider may send anything. */
export const object = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
export const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.map(object) : []);
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
export const number = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

/** The object without what is not said. */
export const said = (fields: JsonObject): JsonObject => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''));

/** A tool's arguments as JSON; what is no JSON becomes an empty object, as APIs that want one demand. */
export function parsed(json: string): JsonObject {
  try {
    return object(JSON.parse(json || '{}') as Json);
  } catch {
    return {};
  }
}
