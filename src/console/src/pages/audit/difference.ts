import { same } from '../../api/mergePatch';

/** One field that a change touched, by its path. */
export interface FieldDifference {
  path: string;
  before: unknown;
  after: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing worth a line of its own: a field that was left empty when an object was made. */
const isNothing = (value: unknown): boolean => value == null || value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.values(value).every(isNothing));

/** What a change did, field by field. Objects within are compared member by member, lists as a whole. */
export function differences(before: unknown, after: unknown, path = ''): FieldDifference[] {
  if (same(before, after) || (isNothing(before) && isNothing(after))) return [];
  if ((isObject(before) || before == null) && (isObject(after) || after == null)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => differences(was[name], is[name], path ? `${path}.${name}` : name));
  }
  return [{ path, before, after }];
}
