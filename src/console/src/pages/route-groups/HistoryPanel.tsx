import type { Promotion } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { When } from '../../design/When';

const words: Record<string, string> = { promote: 'promoted', rollback: 'rolled back', configure: 'set by configuration' };

/** Every change of the primary, newest first. */
export function HistoryPanel({ history }: { history: Promotion[] }) {
  const undone = new Set(history.map((p) => p.undoes_promotion_id));
  return (
    <Panel title="History" note="of the primary" flush>
      {history.length === 0 ? (
        <Empty title="No change yet">When a model is promoted or a promotion is rolled back, it stands here with who did it and why.</Empty>
      ) : (
        <Table cards label="History of the primary" columns={['When', 'What', 'From', 'To', 'Who', 'Reason']}>
          {history.map((p) => (
            <tr key={p.id}>
              <td><When at={p.at} /></td>
              <td>{words[p.action] ?? p.action} {p.forced && <Badge lamp="caution" title="The promotion rule of the group did not hold">forced</Badge>} {undone.has(p.id) && <Badge title="A rollback took this back">undone</Badge>}</td>
              <td>{p.from_model ? <Name>{p.from_model}</Name> : '–'}</td>
              <td><Name className="font-semibold">{p.to_model}</Name></td>
              <td>{p.actor}</td>
              <td className="max-w-72 break-words text-ink-soft">{p.reason ?? '–'}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
