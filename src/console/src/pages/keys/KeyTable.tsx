import { Link } from '@tanstack/react-router';
import type { Key } from '../../api/types';
import { AccessBadge } from '../../access/AccessBadge';
import { Badge, Name, Signal, YamlBadge, type Lamp } from '../../design/Badge';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { Ago, When } from '../../design/When';
import { KeyMenu } from './KeyMenu';

const lamps: Record<string, Lamp> = { active: 'clear', expired: 'caution', revoked: 'off' };

/** Keys with where they belong, what they may do, and how they stand. */
export function KeyTable({ keys, place }: { keys: Key[]; place?: boolean }) {
  if (keys.length === 0) return <Empty title="No live keys">Issue one beside the team or project it should belong to.</Empty>;
  return (
    <Table cards label="Keys" columns={['Key', place ? 'Belongs to' : 'Team / project', 'Access', 'Status', 'Last used', '']}>
      {keys.map((k) => (
        <tr key={k.id}>
          <td><span className="font-medium">{k.name}</span> {k.owner === 'yaml' && <YamlBadge />}<span className="block text-ink-faint"><Name>{k.prefix}…</Name></span></td>
          <td>
            {place && <Link to="/organizations/$id" params={{ id: k.organization_id }} className="hover:underline">{k.organization}</Link>}
            <span className={place ? 'block text-xs text-ink-faint' : ''}>{[k.team, k.project].filter(Boolean).join(' / ')}{k.user && <span className="text-xs text-ink-faint"> for {k.user}</span>}</span>
          </td>
          <td><AccessBadge access={k.access} legacy={k.legacy_models} /></td>
          <td>
            <span className="flex flex-wrap items-center gap-1.5"><Signal lamp={lamps[k.status] ?? 'off'}>{k.status}</Signal>{k.environment && <Badge>{k.environment}</Badge>}</span>
            {k.status === 'active' && k.expires_at && <span className="block text-xs text-ink-faint">expires <Ago at={k.expires_at} /></span>}
            {k.status === 'revoked' && <span className="block text-xs text-ink-faint"><Ago at={k.revoked_at} /></span>}
            {k.previous_valid_until && Date.parse(k.previous_valid_until) > Date.now() && <span className="block text-xs text-caution">old secret works until <When at={k.previous_valid_until} /></span>}
          </td>
          <td className="text-ink-soft">{k.last_used_at ? <Ago at={k.last_used_at} /> : 'never'}<span className="block text-xs text-ink-faint">issued <Ago at={k.created_at} /></span></td>
          <td><div className="flex justify-end"><KeyMenu apiKey={k} /></div></td>
        </tr>
      ))}
    </Table>
  );
}
