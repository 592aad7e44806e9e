import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { count, duration } from '../../design/format';
import { Panel } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { title } from '../../limits/standing';
import { useMay } from '../../session/session';

/** The calls that wait for room right now, in the order of service. Nothing while nobody waits. */
export function WaitingPanel() {
  const may = useMay('keys:read');
  const lines = useQuery({ queryKey: ['limit-queues'], queryFn: ({ signal }) => send<Schemas['QueuesView']>('get', '/admin/api/limits/queues', { signal }), refetchInterval: 2_000, enabled: may });
  return lines.data?.queues.map((line) => (
    <Panel key={`${line.scope_id}/${line.limit}`} title={`Waiting: ${title(line.limit)} of the ${line.level} ${line.scope}`} note={`${count(line.count)} of ${count(line.depth)} places, at the instance that answers`} flush>
      <Table cards label={`Waiting under ${line.limit}`} columns={[{ label: 'Position', right: true }, 'Key', { label: 'Priority', right: true }, { label: 'Has waited', right: true }]}>
        {line.waiting.map((call) => (
          <tr key={call.position}>
            <td className={right}>{call.position}</td>
            <td><Link to="/limits/$level/$id" params={{ level: 'key', id: call.key_id }} className="text-brand hover:underline">{call.key}</Link></td>
            <td className={right}>{call.priority}</td>
            <td className={right}>{duration(call.waited_ms)}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  ));
}
