import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { page } from '../api/page';
import type { Versioned } from '../api/types';
import { scopes, toScope, type Level } from './scopes';

/** As many as one bulk change is offered for. */
export const most = 500;

/** The scopes of one level, of one organization when given; at most a page of them, and whether there are more. */
export const useScopes = (level: Level, organizationId: string | undefined) => useQuery({
  queryKey: ['access-scopes', level, organizationId],
  queryFn: async ({ signal }) => {
    const query = { limit: most, ...(organizationId && level !== 'organization' ? { organization_id: organizationId } : {}), ...(level === 'key' ? { status: 'active' } : {}) };
    const found = await page<Versioned>(scopes[level].path, query, signal);
    const list = found.items.map(toScope[level]);
    return { scopes: level === 'organization' && organizationId ? list.filter((s) => s.id === organizationId) : list, more: found.next_cursor !== null };
  },
  placeholderData: keepPreviousData,
});
