import { toScope, type Level } from '../../../access/scopes';
import type { Versioned } from '../../../api/types';
import { usePages } from '../../../api/usePages';
import { Button } from '../../../design/Button';
import { Failure, Skeleton } from '../../../design/States';
import { TreeNode } from './TreeNode';

/** What hangs from a level: a list of the API, and the level of its items. */
export interface Branch {
  level: Level;
  path: string;
  query: Record<string, string>;
}

/** One branch of the tree, page by page. */
export function TreeChildren({ branch, none }: { branch: Branch; none?: string | undefined }) {
  const list = usePages<Versioned>(['tree', branch.path], branch.path, branch.query);
  if (list.error) return <li><Failure error={list.error} retry={() => list.refetch()} /></li>;
  if (!list.data) return <li><Skeleton rows={1} /></li>;
  return (
    <>
      {list.rows.map((row) => <TreeNode key={row.id} scope={toScope[branch.level](row)} place={branch.query['team_id'] !== undefined && branch.level === 'key'} />)}
      {list.rows.length === 0 && none && <li className="py-1.5 text-sm text-ink-faint">{none}</li>}
      {list.hasNextPage && <li className="py-1.5"><Button size="sm" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>More {branch.level}s</Button></li>}
    </>
  );
}
