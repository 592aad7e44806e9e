import { mergePatch } from '../api/mergePatch';
import { Problem } from '../api/problem';

type Fields = Record<string, unknown>;

/**
 * The fields that bring an object back from what is stored now to what it was. Null when that cannot be: nothing differs, or what
 * was sent holds a field that no answer shows, such as a credential, so that what it replaced is not known.
 */
export function formerFields(was: Fields, is: Fields, sent: Fields): Fields | null {
  const writeOnly = Object.entries(sent).some(([field, value]) => value !== undefined && !(field in is));
  const former = mergePatch(is, was);
  return writeOnly || Object.keys(former).length === 0 ? null : former;
}

/** Why a change was not taken back, and whether trying again may help. */
export function notUndone(error: unknown): { reason: string; again: boolean } {
  const status = error instanceof Problem ? error.status : null;
  if (status === 412) return { reason: 'It was changed again meanwhile, and that stays. Open it to see what is stored now.', again: false };
  if (status === 404) return { reason: 'It was deleted meanwhile.', again: false };
  return { reason: error instanceof Error ? error.message : 'Something unexpected happened.', again: status === 0 || status === 401 || (status ?? 0) >= 500 };
}
