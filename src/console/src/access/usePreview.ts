import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { send } from '../api/client';
import type { Grant, Schemas } from '../api/types';
import { useSettled } from '../api/useSettled';

/** A change of what one scope says of access. What is left out stays. */
export interface AccessChange {
  scope: string;
  mode?: string;
  grants?: readonly Grant[];
  add?: readonly Grant[];
  remove?: readonly string[];
}

export type Preview = Schemas['AccessPreviewView'];

/** Who gains and who loses what by changes; asked once typing rests. Nothing while there are none. */
export function usePreview(changes: readonly AccessChange[]) {
  const settled = useSettled(changes, 350);
  const preview = useInfiniteQuery({
    queryKey: ['access-preview', settled],
    queryFn: ({ pageParam, signal }) => send<Preview>('post', '/admin/api/access/preview', { body: { changes: settled }, params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: settled.length > 0,
    retry: false,
    gcTime: 0,
  });
  /** What is shown belongs to these very changes. */
  const current = JSON.stringify(settled) === JSON.stringify(changes) && !preview.isPlaceholderData && !preview.isFetching;
  return { preview, current };
}
