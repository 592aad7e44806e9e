import { useQuery } from '@tanstack/react-query';
import { page } from '../../api/page';
import type { Alert, Schemas } from '../../api/types';
import { Name, Signal, type Lamp } from '../../design/Badge';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';
import { AlertTable } from './AlertTable';

const lamps: Record<string, Lamp> = { sent: 'clear', waiting: 'caution', given_up: 'danger' };

/** What is over, and what became of each message. */
export function HistoryPanel() {
  const alerts = useQuery({ queryKey: ['alerts', 'resolved'], queryFn: async ({ signal }) => (await page<Alert>('/alerts', { state: 'resolved', limit: 50 }, signal)).items, refetchInterval: 30_000 });
  const messages = useQuery({ queryKey: ['alert-deliveries'], queryFn: async ({ signal }) => (await page<Schemas['DeliveryView']>('/alert-deliveries', { limit: 100 }, signal)).items, refetchInterval: 15_000 });
  return (
    <div className="grid gap-4">
      <Panel title="Over" note="the newest 50, kept for 90 days" flush>
        <Loaded query={alerts} permission="alerts:read" rows={3}>
          {(rows) => (rows.length === 0 ? <Empty title="Nothing yet">Alerts that are over stay here, with what was seen last.</Empty> : <AlertTable label="Alerts that are over" alerts={rows} />)}
        </Loaded>
      </Panel>
      <Panel title="Messages" note="the newest 100" flush>
        <Loaded query={messages} permission="alerts:read" rows={3}>
          {(rows) => (rows.length === 0
            ? <Empty title="Nobody was told anything yet">Each message stands here with what became of it.</Empty>
            : (
              <Table cards label="Messages" columns={['When', 'What', 'Where', 'Came to', { label: 'Attempts', right: true }]}>
                {rows.map((message) => (
                  <tr key={message.id}>
                    <td><When at={message.created_at} /></td>
                    <td>{message.news} <span className="text-ink-soft">{message.rule}</span></td>
                    <td><Name>{message.destination}</Name></td>
                    <td><Signal lamp={lamps[message.state] ?? 'off'}>{message.state.replace('_', ' ')}</Signal>{message.error && <span className="block text-xs text-ink-soft">{message.error}</span>}</td>
                    <td className={right}>{count(message.attempts)}</td>
                  </tr>
                ))}
              </Table>
            ))}
        </Loaded>
      </Panel>
    </div>
  );
}
