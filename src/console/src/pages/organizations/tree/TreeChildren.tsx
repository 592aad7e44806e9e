import { useInfiniteQuery } from '@tanstack/react-query';
import { toScope, type Level } from '../../../access/scopes';
import { page } from '../../../api/page';
import type { Versioned } from '../../../api/types';
import { Button } from '../../../design/Button';
import { Failure, Skeleton } from '../../../design/States';
import { TreeNode } from './TreeNode';

/** What hangs from a level: a list of the API, and the level of its items. */
export interface Branch {
  level: Level;
  path: string;
  query: Record<string, string>;
  /** Left out where another branch shows them. */
  without?: (row: Versioned) => boolean;
}

const size = 50;

/** One branch of the tree, page by page. */
export function TreeChildren({ branch, none }: { branch: Branch; none?: string | undefined }) {
  const list = useInfiniteQuery({
    queryKey: ['tree', branch.path, branch.query],
    queryFn: ({ pageParam, signal }) => page<Versioned>(branch.path, { ...branch.query, limit: size, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  if (list.error) return <li><Failure error={list.error} retry={() => list.refetch()} /></li>;
  if (!list.data) return <li><Skeleton rows={1} /></li>;
  const rows = list.data.pages.flatMap((p) => p.items).filter((row) => !branch.without?.(row));
  return (
    <>
      {rows.map((row) => <TreeNode key={row.id} scope={toScope[branch.level](row)} />)}
      {rows.length === 0 && none && <li className="py-1.5 text-sm text-ink-faint">{none}</li>}
      {list.hasNextPage && <li className="py-1.5"><Button size="sm" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>More {branch.level}s</Button></li>}
    </>
  );
}
