import type { Access } from '../api/types';
import { restrictionOf } from './grants';

/**
 * What a level of the scope chain allows, as AccessEngine decides it: the organization's grants are the ceiling, each restriction narrows. Undefined
 * where a wildcard, a tag or a condition takes part: the gateway's own preview tells then.
 */
export function effective(ceiling: readonly string[] | undefined, ...chain: (Access | null | undefined)[]): string[] | undefined {
  return chain.reduce<string[] | undefined>((allowed, access) => {
    const own = restrictionOf(access);
    return own === null ? allowed : own && allowed?.filter((name) => own.includes(name));
  }, ceiling && [...ceiling]);
}

/** Grants of a restriction that reach nothing, since a level above does not allow them. */
export const withoutEffect = (above: readonly string[] | undefined, access: Access): string[] =>
  above && access.mode === 'restrict' ? (restrictionOf(access) ?? []).filter((name) => !above.includes(name)) : [];
