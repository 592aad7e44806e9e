import { useQuery } from '@tanstack/react-query';
import type { Level } from '../access/scopes';
import { send } from '../api/client';
import type { LimitsView } from './limits';

/** Consumption is looked at again this often, in milliseconds. */
const beat = 2_000;

/** How the limits stand that judge calls at a level, kept up to date; with a target, those of it, and whether a call would be let in. */
export const useStandings = (asked: { level: Level; id: string } | null, asset?: string, tokens?: number) => useQuery({
  queryKey: ['limits', asked?.level, asked?.id, asset, tokens],
  queryFn: ({ signal }) => send<LimitsView>('get', '/admin/api/limits/explain', {
    params: { query: { ...(asked ? { [asked.level]: asked.id } : {}), ...(asset ? { asset } : {}), ...(tokens ? { tokens } : {}) } }, signal,
  }),
  enabled: !!asked || !!asset,
  refetchInterval: beat,
  retry: false,
});
