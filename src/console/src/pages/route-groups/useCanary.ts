import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../api/client';
import type { Page } from '../../api/page';
import type { Canary, RegistryEntry, Schemas } from '../../api/types';

const at = (name: string) => `/admin/ai-quality/models/${encodeURIComponent(name)}`;

/** A group's promotions by steps, newest first. One that is under way is looked at anew every few seconds. */
export const useCanaries = (feature: string) => useQuery({
  queryKey: ['canaries', feature],
  queryFn: async ({ signal }) => (await send<Page<Canary>>('get', `${at(feature)}/canaries`, { params: { query: { limit: 10 } }, signal })).items,
  refetchInterval: (query) => (query.state.data?.[0]?.ended_at === null ? 3_000 : false),
});

/** What is asked of a promotion by steps. */
export type CanaryDeed = { kind: 'start'; entry: RegistryEntry; plan: Schemas['CanaryDraft'] } | { kind: 'pause' | 'resume' | 'abort'; canary: Canary; reason: string };

/** Starts, pauses, resumes or aborts in the version that was seen, and has everything read anew. */
export function useCanaryDeed(feature: string, onDone: (done: Canary) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deed: CanaryDeed) => (deed.kind === 'start'
      ? send<Canary>('post', `${at(deed.entry.id)}/canary`, { body: deed.plan, headers: { 'If-Match': deed.entry.etag } })
      : send<Canary>('post', `${at(feature)}/canary/${deed.kind}`, { body: deed.reason ? { reason: deed.reason } : {}, headers: { 'If-Match': deed.canary.etag } })),
    onSuccess: async (done) => {
      await queries.invalidateQueries();
      onDone(done);
    },
    onError: () => void queries.invalidateQueries(),
  });
}
