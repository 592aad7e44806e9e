import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import { all } from '../../api/page';
import type { Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Confirm } from '../../design/Confirm';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { When } from '../../design/When';
import { useMay } from '../../session/session';
import { SilenceDialog } from './SilenceDialog';

type Silence = Schemas['SilenceView'];

/** What is not told for now, why, and until when. */
export function SilencesPanel() {
  const silences = useQuery({ queryKey: ['alert-silences'], queryFn: ({ signal }) => all<Silence>('/alert-silences', {}, signal), refetchInterval: 30_000 });
  const may = useMay('alerts:write');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Silence | null>(null);
  return (
    <Panel title="Silences in force" flush actions={<Button size="sm" disabled={!may} onClick={() => setAdding(true)}>Silence all…</Button>}>
      <Loaded query={silences} permission="alerts:read" rows={2}>
        {(rows) => (rows.length === 0
          ? <Empty title="Nothing is silenced">Silence an alert where it fires, or all of them during maintenance: it needs a reason and ends by itself.</Empty>
          : (
            <Table cards label="Silences" columns={['What', 'Why', 'Who', 'Until', '']}>
              {rows.map((silence) => (
                <tr key={silence.id}>
                  <td>{silence.rule_id ? silence.rule ?? 'a rule that is gone' : 'All alerts'}{silence.subject && <span className="block"><Name>{silence.subject}</Name></span>}</td>
                  <td>{silence.reason}</td><td>{silence.actor}</td><td><When at={silence.until} /></td>
                  <td><div className="flex justify-end"><Button size="sm" disabled={!may} onClick={() => setEnding(silence)}>End…</Button></div></td>
                </tr>
              ))}
            </Table>
          ))}
      </Loaded>
      {adding && <SilenceDialog about={null} onClose={() => setAdding(false)} />}
      {ending && <EndSilence silence={ending} onClose={() => setEnding(null)} />}
    </Panel>
  );
}

function EndSilence({ silence, onClose }: { silence: Silence; onClose: () => void }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => send('delete', `/admin/api/alert-silences/${encodeURIComponent(silence.id)}`, {}),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries();
    },
  });
  return (
    <Confirm title="End the silence?" action="End it" busy={end.isPending} error={end.error} onClose={onClose} onConfirm={() => end.mutate()}>
      <p className="text-ink-soft">What it holds back and still fires is told at once.</p>
    </Confirm>
  );
}
