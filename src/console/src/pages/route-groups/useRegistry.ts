import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../api/client';
import type { Page } from '../../api/page';
import { routeGroups } from '../../api/resources';
import type { Comparison, Promotion, RegistryEntry } from '../../api/types';

const base = '/admin/ai-quality/models';
const at = (name: string) => `${base}/${encodeURIComponent(name)}`;

export const useRouteGroup = (id: string) => useQuery({ queryKey: ['route-groups', id], queryFn: ({ signal }) => routeGroups.read(id, signal) });

/** The entries of a group's registry, in the order of its members. */
export const useRegistry = (feature: string, enabled: boolean) => useQuery({
  queryKey: ['registry', feature],
  enabled,
  queryFn: async ({ signal }) => {
    const page = await send<Page<RegistryEntry>>('get', base, { params: { query: { feature, limit: 500 } }, signal });
    return page.items.sort((a, b) => a.position - b.position);
  },
});

/** The newest changes of a group's primary. */
export const useHistory = (feature: string, enabled: boolean) => useQuery({
  queryKey: ['promotions', feature],
  enabled,
  queryFn: async ({ signal }) => (await send<Page<Promotion>>('get', `${at(feature)}/promotions`, { params: { query: { limit: 50 } }, signal })).items,
});

/** What shadow traffic has shown of the candidates. */
export const useComparisons = (feature: string) => useQuery({
  queryKey: ['comparisons', feature],
  queryFn: ({ signal }) => send<Comparison[]>('get', `${at(feature)}/shadow`, { signal }),
});

/** What is to become of the primary: an entry is promoted, or the last change is taken back. */
export type PrimaryChange = { kind: 'promote'; entry: RegistryEntry } | { kind: 'rollback'; undone: Promotion; etag: string };

/** Changes the primary in the version of the group that was seen, and has everything read anew. */
export function useChangePrimary(feature: string, onDone: (done: Promotion) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ change, reason, force }: { change: PrimaryChange; reason: string; force: boolean }) => send<Promotion>(
      'post', change.kind === 'promote' ? `${at(change.entry.id)}/promote` : `${at(feature)}/rollback`,
      { body: { ...(reason ? { reason } : {}), ...(force ? { force } : {}) }, headers: { 'If-Match': change.kind === 'promote' ? change.entry.etag : change.etag } }),
    onSuccess: async (done) => {
      await queries.invalidateQueries();
      onDone(done);
    },
    // Someone else was first: what is shown is out of date.
    onError: () => void queries.invalidateQueries(),
  });
}

/** The change that a rollback would undo: the newest that was not undone, if there was a primary before it. The history is newest first. */
export function undoable(history: Promotion[]): Promotion | null {
  const undone = new Set(history.map((p) => p.undoes_promotion_id));
  const newest = history.find((p) => !p.undoes_promotion_id && !undone.has(p.id));
  return newest?.from_id ? newest : null;
}
