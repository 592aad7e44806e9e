import type { Access } from '../api/types';

/** What a level of the scope chain allows, as AccessEngine decides it: the organization's grants are the ceiling, each restriction narrows. */
export function effective(ceiling: readonly string[], ...chain: (Access | null | undefined)[]): string[] {
  return chain.reduce<readonly string[]>(
    (allowed, access) => (access?.mode === 'restrict' ? allowed.filter((name) => access.grants.includes(name)) : allowed),
    ceiling) as string[];
}

/** Grants of a restriction that reach nothing, since a level above does not allow them. */
export const withoutEffect = (above: readonly string[], access: Access): string[] =>
  access.mode === 'restrict' ? access.grants.filter((name) => !above.includes(name)) : [];
