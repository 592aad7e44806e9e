import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { all } from '../../api/page';
import type { Alert } from '../../api/types';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import { AlertTable } from './AlertTable';
import { SilenceDialog } from './SilenceDialog';

/** What fires, and what may come to. */
export function NowPanel() {
  const alerts = useQuery({ queryKey: ['alerts', 'open'], queryFn: ({ signal }) => all<Alert>('/alerts', { state: 'firing,pending' }, signal), refetchInterval: 10_000 });
  const may = useMay('alerts:write');
  const [taking, setTaking] = useState<Alert | null>(null);
  const [silencing, setSilencing] = useState<Alert | null>(null);
  return (
    <Panel title="Firing now" note="and what may come to" flush>
      <Loaded query={alerts} permission="alerts:read" rows={3}>
        {(rows) => (rows.length === 0
          ? <Empty title="Nothing fires">What the <Link to="/alerts" search={{ tab: 'rules' }} className="text-brand hover:underline">rules</Link> look for does not hold. Without rules nothing ever fires.</Empty>
          : <AlertTable label="Open alerts" alerts={rows} actions={(alert) => (
            <>
              {alert.state === 'firing' && !alert.acknowledged_by && <Button size="sm" disabled={!may} onClick={() => setTaking(alert)}>Take in hand</Button>}
              {!alert.silenced_until && <Button size="sm" disabled={!may} onClick={() => setSilencing(alert)}>Silence…</Button>}
            </>
          )} />)}
      </Loaded>
      {taking && <AcknowledgeDialog alert={taking} onClose={() => setTaking(null)} />}
      {silencing && <SilenceDialog about={silencing} onClose={() => setSilencing(null)} />}
    </Panel>
  );
}
