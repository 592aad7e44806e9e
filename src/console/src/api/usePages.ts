import { useInfiniteQuery } from '@tanstack/react-query';
import { same } from './mergePatch';
import { page } from './page';

interface Options {
  /** Rows of one page. */
  size?: number;
  enabled?: boolean;
}

/** A list of the API, one page after the other as one asks for more. What was shown stays while a changed filter of the same list is looked up. */
export function usePages<T>(queryKey: readonly unknown[], path: string, query: Record<string, unknown>, { size = 50, enabled = true }: Options = {}) {
  const list = useInfiniteQuery({
    queryKey: [...queryKey, query],
    queryFn: ({ pageParam, signal }) => page<T>(path, { limit: size, ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // Of another list it would be rows of another kind.
    placeholderData: (before, of) => (of && same(of.queryKey.slice(0, -1), queryKey) ? before : undefined),
    enabled,
  });
  return { ...list, rows: list.data?.pages.flatMap((p) => p.items) ?? [] };
}

export type Pages<T> = ReturnType<typeof usePages<T>>;
