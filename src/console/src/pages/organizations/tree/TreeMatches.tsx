import { useState } from 'react';
import { most, useScopes } from '../../../access/useScopes';
import type { Level } from '../../../access/scopes';
import { Button } from '../../../design/Button';
import { some } from '../../../design/format';
import { Loaded } from '../../../design/Loaded';
import { ScopeLine } from './TreeNode';

const step = 50;

/** The scopes of one level whose name holds a text, wherever they stand. */
export function TreeMatches({ level, find }: { level: Level; find: string }) {
  const found = useScopes(level, undefined);
  const [shown, setShown] = useState(step);
  return (
    <Loaded query={found} permission={`${level}s:read`} rows={2}>
      {(data) => {
        const rows = data.scopes.filter((s) => s.name.toLowerCase().includes(find.toLowerCase()));
        return (
          <section aria-label={`${level}s found`} className="px-4 py-2">
            <p className="text-xs text-ink-faint">{some(rows.length, level)}{data.more && `, among the first ${most}; open an organization to look through all of its own`}</p>
            <ul>{rows.slice(0, shown).map((s) => <li key={s.id} className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1"><ScopeLine scope={s} place /></li>)}</ul>
            {rows.length > shown && <Button size="sm" onClick={() => setShown(shown + step)}>More</Button>}
          </section>
        );
      }}
    </Loaded>
  );
}
