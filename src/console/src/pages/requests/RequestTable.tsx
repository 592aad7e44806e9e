import { Link } from '@tanstack/react-router';
import type { Usage } from '../../api/types';
import { DemoBadge, Name } from '../../design/Badge';
import { compact, duration, money, NOTHING } from '../../design/format';
import { right, Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { StatusBadge } from './StatusBadge';


/** The calls, newest first. The time of each opens it. */
export function RequestTable({ rows, opened }: { rows: Usage[]; opened?: string }) {
  return (
    <Table cards label="Calls" columns={['When', 'Outcome', 'Model', 'Key', { label: 'Tokens in / out', right: true }, { label: 'Cost', right: true }, { label: 'Latency', right: true }]}>
      {rows.map((r) => (
        <tr key={r.request_id} className={`relative ${r.request_id === opened ? 'bg-brand-soft' : 'hover:bg-sunken'}`}>
          <td className="text-ink-soft">
            {/* The link covers the row: a click anywhere opens the call, and it stays one stop for the keyboard. */}
            <Link from="/requests" to="/requests" search={(now) => ({ ...now, request: r.request_id })} aria-label={`Open request ${r.request_id}`} className="after:absolute after:inset-0"><Ago at={r.started_at} /></Link>
          </td>
          <td><StatusBadge usage={r} /></td>
          <td className="min-w-32"><Name>{r.model ?? NOTHING}</Name> {r.demo && <DemoBadge />}{r.deployment && <span className="block text-2xs text-ink-faint">{r.deployment}{r.attempts > 1 && `, attempt ${r.attempts}`}</span>}</td>
          <td>{r.key_name ?? NOTHING}{r.organization && <span className="block text-2xs text-ink-faint">{[r.organization, r.team, r.project].filter(Boolean).join(' / ')}</span>}</td>
          <td className={`${right} whitespace-nowrap`}>{r.tokens_input == null && r.tokens_output == null ? NOTHING : `${compact(r.tokens_input)} / ${compact(r.tokens_output)}`}</td>
          <td className={right}>{money(r.cost_micros)}</td>
          <td className={`${right} whitespace-nowrap`}>{duration(r.latency_ms)}{r.stream && <span className="block text-2xs text-ink-faint">stream</span>}</td>
        </tr>
      ))}
    </Table>
  );
}
