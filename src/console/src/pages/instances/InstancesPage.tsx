import { useState } from 'react';
import { count } from '../../design/format';
import { Live } from '../../design/Live';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { InstanceTable } from './InstanceTable';
import { summary } from './standing';
import { every, useInstances } from './useInstances';

export function InstancesPage() {
  const [live, setLive] = useState(true);
  const list = useInstances(live);
  return (
    <>
      <PageHead title="Instances" lead="Who serves, and which version of the registry each judges calls by." actions={<Live on={live} onChange={setLive} every={every} />} />
      <Loaded query={list} permission="instances:read">
        {({ database, registry_version, items }) => (
          <div className="grid gap-4">
            <Panel title={`Registry version ${count(registry_version)}`} note={summary(items)} flush>
              {items.length === 0 ? <Empty title="No instance has reported yet">Each writes down every few seconds how it stands.</Empty> : <InstanceTable items={items} />}
            </Panel>
            {items.length === 1 && <Alone database={database} />}
          </div>
        )}
      </Loaded>
    </>
  );
}

/** How one becomes several. */
const Alone = ({ database }: { database: string }) => (
  <p className="max-w-2xl text-sm text-ink-soft">
    {database === 'sqlite'
      ? 'SQLite is for one instance. To run several, move to PostgreSQL: set '
      : 'This is the only instance. Others join by the same '}
    <code className="font-mono text-xs">SIGNALBOX_DATABASE</code> and <code className="font-mono text-xs">SIGNALBOX_MASTER_KEY</code>; with{' '}
    <code className="font-mono text-xs">SIGNALBOX_REDIS</code> changes reach them at once. <a href="/docs/operate/instances" className="underline">Several instances</a> says how.
  </p>
);
