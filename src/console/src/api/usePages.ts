import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { page } from './page';

interface Options {
  /** Rows of one page. */
  size?: number;
  enabled?: boolean;
}

/** A list of the API, one page after the other as one asks for more. What was shown stays while a changed filter is looked up. */
export function usePages<T>(queryKey: readonly unknown[], path: string, query: Record<string, unknown>, { size = 50, enabled = true }: Options = {}) {
  const list = useInfiniteQuery({
    queryKey: [...queryKey, query],
    queryFn: ({ pageParam, signal }) => page<T>(path, { limit: size, ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  return { ...list, rows: list.data?.pages.flatMap((p) => p.items) ?? [] };
}

export type Pages<T> = ReturnType<typeof usePages<T>>;
