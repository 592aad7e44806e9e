import { same } from '../api/mergePatch';

export interface Difference {
  field: string;
  before: unknown;
  theirs: unknown;
  mine: unknown;
  /** Both changed it, and not to the same. */
  clash: boolean;
}

type Fields = Record<string, unknown>;

/** What I and someone else each changed since the object was read. */
export function compare(before: Fields, theirs: Fields, mine: Fields): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(theirs), ...Object.keys(mine)])]
    .map((field) => {
      const [theyChanged, iChanged] = [!same(before[field], theirs[field]), !same(before[field], mine[field])];
      return { field, before: before[field], theirs: theirs[field], mine: mine[field], changed: theyChanged || iChanged, clash: theyChanged && iChanged && !same(theirs[field], mine[field]) };
    })
    .filter(({ changed }) => changed)
    .map(({ field, before: was, theirs: their, mine: my, clash }) => ({ field, before: was, theirs: their, mine: my, clash }));
}

/** What every version of an object has anew, and what is no part of it. */
const bookkeeping = ['etag', 'updated_at', 'last_used_at'];

/** What differs between two versions of an object. */
export function changes(before: object, now: object): { field: string; before: unknown; now: unknown }[] {
  const [was, is] = [before as Fields, now as Fields];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => !bookkeeping.includes(field) && !same(was[field], is[field]))
    .map((field) => ({ field, before: was[field], now: is[field] }));
}

/** A value in words, for reading beside another. */
export function words(value: unknown): string {
  if (value == null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.every((item) => typeof item !== 'object') ? value.join(', ') : value.map((item) => `· ${words(item)}`).join('\n');
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member != null && !(Array.isArray(member) && member.length === 0));
    return members.length === 0 ? 'none' : members.map(([name, member]) => `${name}: ${words(member)}`).join(', ');
  }
  return String(value);
}
