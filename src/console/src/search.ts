/** Reads what a URL's search says. What it does not understand counts as not said: a page opens whatever someone typed. */
type Raw = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

/** A text; the router parses numbers out of a URL, and gives them back as text. */
export const text = (search: Raw, name: string): string | undefined => {
  const value = search[name];
  return isText(value) ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** One of a few words. */
export const choice = <T extends string>(search: Raw, name: string, choices: readonly T[]): T | undefined =>
  choices.find((c) => c === search[name]);

/** A time in ISO 8601. */
export const instant = (search: Raw, name: string): string | undefined => {
  const value = search[name];
  return isText(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
};

/** The same without what is not said, so that the URL stays short. */
export const said = <T extends Raw>(search: T): Partial<T> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as Partial<T>;
