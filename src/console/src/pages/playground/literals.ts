import type { Json, JsonObject } from './protocol/types';

/** How a language writes down a value of JSON. */
interface Language {
  words: Record<string, string>;
  /** The name of a member. */
  key: (name: string) => string;
  colon: string;
}

const python: Language = { words: { true: 'True', false: 'False', null: 'None' }, key: (name) => JSON.stringify(name), colon: ': ' };
const script: Language = { words: {}, key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)), colon: ': ' };

const widest = 72;

function write(value: Json, language: Language, indent: string): string {
  if (typeof value !== 'object' || value === null) return language.words[String(value)] ?? JSON.stringify(value);
  const isList = Array.isArray(value);
  const parts = isList ? value.map((item) => write(item, language, `${indent}    `))
    : Object.entries(value).filter((member): member is [string, Json] => member[1] !== undefined).map(([name, item]) => `${language.key(name)}${language.colon}${write(item, language, `${indent}    `)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const line = `${open}${parts.join(', ')}${close}`;
  return line.length <= widest && !line.includes('\n') ? line : `${open}\n${parts.map((part) => `${indent}    ${part},`).join('\n')}\n${indent}${close}`;
}

/** The members as arguments of a call in Python, one to a line. */
export const pythonArguments = (body: JsonObject): string => Object.entries(body).map(([name, value]) => `    ${name}=${write(value ?? null, python, '    ')},`).join('\n');

/** An object literal of JavaScript. */
export const scriptObject = (body: JsonObject): string => {
  const text = write(body, script, '');
  return text.includes('\n') ? text : `{\n    ${text.slice(1, -1)}\n}`;
};

/** The same with the bytes of pictures cut short: nobody reads them, and they fill pages. */
export function shortened(value: Json): Json {
  if (typeof value === 'string') return value.length > 200 && /^(data:|[A-Za-z0-9+/=]{200})/.test(value) ? `${value.slice(0, 40)}…` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item ?? null)]));
  return value;
}
