import { page } from '../api/page';
import { usePages } from '../api/usePages';
import { useSettled } from '../api/useSettled';
import type { Versioned } from '../api/types';
import { scopes, toScope, type Level, type Scope } from './scopes';

/** Which scopes of one level are meant. */
export interface ScopeFilter {
  organization_id?: string | undefined;
  /** A part of the name, prefix, id or address. */
  find?: string | undefined;
}

const toQuery = (level: Level, { organization_id, find }: ScopeFilter) => ({
  ...(organization_id && level !== 'organization' ? { organization_id } : {}),
  ...(level === 'key' ? { status: 'active' } : {}),
  ...(find ? { find } : {}),
});

/** The scopes of one level, page by page. */
export function useScopes(level: Level, filter: ScopeFilter) {
  const find = useSettled(filter.find);
  const list = usePages<Versioned>(['access-scopes', level], scopes[level].path, toQuery(level, { ...filter, find }));
  return { ...list, scopes: list.rows.map(toScope[level]) };
}

/** All scopes that a filter finds, at most so many of them. */
export async function findScopes(level: Level, filter: ScopeFilter, most: number): Promise<Scope[]> {
  const found: Scope[] = [];
  let cursor: string | null = null;
  do {
    const next: { items: Versioned[]; next_cursor: string | null } = await page<Versioned>(scopes[level].path, { ...toQuery(level, filter), limit: Math.min(500, most - found.length), ...(cursor ? { cursor } : {}) });
    found.push(...next.items.map(toScope[level]));
    cursor = next.next_cursor;
  } while (cursor && found.length < most);
  return found;
}
