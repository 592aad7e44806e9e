import type { Schemas } from '../../api/types';
import { Badge, Name, Signal, type Lamp } from '../../design/Badge';
import { count, some } from '../../design/format';
import { right, Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { advice, standing } from './standing';

const redis: Record<string, { lamp: Lamp; title: string }> = {
  up: { lamp: 'clear', title: 'Changes are announced to it at once' },
  down: { lamp: 'caution', title: 'It looks for changes every second instead' },
  connecting: { lamp: 'note', title: 'The first attempt is under way' },
  off: { lamp: 'off', title: 'None is set up: it looks for changes by itself' },
};

/** The instances, and which version each judges calls by. */
export function InstanceTable({ items }: { items: Schemas['InstanceView'][] }) {
  return (
    <Table cards label="Instances" columns={['Instance', 'State', { label: 'Version in force', right: true }, 'Behind since', 'Redis', 'Release', 'Started', 'Last seen']}>
      {items.map((i) => {
        const { lamp, words } = standing(i);
        const told = redis[i.redis] ?? { lamp: 'off', title: i.redis };
        const why = advice(i);
        return (
          <tr key={i.id}>
            <td><Name className="font-semibold">{i.name}</Name> {i.self && <Badge lamp="note" title="It answered this page">this one</Badge>}</td>
            <td><Signal lamp={lamp}>{words}</Signal>{why && <span className="block max-w-64 text-xs text-ink-faint">{why}</span>}</td>
            <td className={right}>{count(i.snapshot_version)}{i.lag > 0 && <span className="block text-xs text-ink-faint">{some(i.lag, 'version')} behind</span>}</td>
            <td><Ago at={i.behind_since} /></td>
            <td><Signal lamp={told.lamp} title={told.title}>{i.redis}</Signal></td>
            <td>{i.software_version}</td>
            <td><Ago at={i.started_at} /></td>
            <td><Ago at={i.last_seen_at} /></td>
          </tr>
        );
      })}
    </Table>
  );
}
