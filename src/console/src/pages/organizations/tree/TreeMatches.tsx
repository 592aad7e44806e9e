import { useScopes } from '../../../access/useScopes';
import type { Level } from '../../../access/scopes';
import { some } from '../../../design/format';
import { Loaded } from '../../../design/Loaded';
import { More } from '../../../design/More';
import { ScopeLine } from './TreeNode';

/** The scopes of one level that a text finds, wherever they stand. */
export function TreeMatches({ level, find }: { level: Level; find: string }) {
  const found = useScopes(level, { find });
  return (
    <Loaded query={found} permission={`${level}s:read`} rows={2}>
      {() => (
        <section aria-label={`${level}s found`} className={`px-4 py-2 ${found.isPlaceholderData ? 'opacity-60' : ''}`}>
          <p className="text-xs text-ink-faint">{some(found.scopes.length, level)}{found.hasNextPage && ', and more'}</p>
          <ul>{found.scopes.map((s) => <li key={s.id} className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1"><ScopeLine scope={s} place /></li>)}</ul>
          <More list={found} label={`More ${level}s`} />
        </section>
      )}
    </Loaded>
  );
}
