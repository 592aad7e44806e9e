import { useState } from 'react';
import type { Key } from '../../api/types';
import { usePages } from '../../api/usePages';
import { useSettled } from '../../api/useSettled';
import { FindBox } from '../../design/FindBox';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { KeyTable } from '../keys/KeyTable';

/** The keys of an organization that still work. */
export function OrganizationKeys({ organizationId }: { organizationId: string }) {
  const [typed, setTyped] = useState('');
  const find = useSettled(typed);
  const list = usePages<Key>(['keys', 'list'], '/keys', { organization_id: organizationId, status: 'active', ...(find ? { find } : {}) });
  return (
    <Panel title="Live keys" flush actions={<FindBox what="keys" value={typed} onChange={setTyped} />}>
      <Loaded query={list} permission="keys:read">
        {() => list.rows.length === 0 && find ? <Empty title="No key is called that">Try a part of the name or prefix.</Empty> : <div className={list.isPlaceholderData ? 'opacity-60' : ''}><KeyTable keys={list.rows} /></div>}
      </Loaded>
      <More list={list} label="More keys" />
    </Panel>
  );
}
