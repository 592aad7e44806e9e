import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { AuditEvent } from '../../api/types';
import { Badge, type Lamp } from '../../design/Badge';
import { Table } from '../../design/Table';
import { When } from '../../design/When';
import { EventDetails } from './EventDetails';
import { ObjectLink } from './ObjectLink';

const lamps: Record<string, Lamp> = { create: 'clear', delete: 'danger', revoke: 'danger', rotate: 'caution', 'set-credential': 'caution', 'remove-credential': 'caution' };

/** The events, newest first. Each opens to what it changed. */
export function EventTable({ rows }: { rows: AuditEvent[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => setOpen((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])));
  return (
    <Table cards label="Audit events" columns={['When', 'Who', 'What', 'Object', 'Why', 'From']}>
      {rows.map((event) => (
        <Fragment key={event.id}>
          <tr className={open.has(event.id) ? 'border-b-0!' : undefined}>
            <td className="md:whitespace-nowrap">
              <button type="button" aria-expanded={open.has(event.id)} aria-label={`Details of event ${event.sequence}`} onClick={() => toggle(event.id)} className="-my-0.5 -ml-1.5 inline-flex items-center gap-1 rounded-md px-1 py-0.5 text-ink-soft hover:bg-sunken hover:text-ink">
                <ChevronRight className={`size-4 shrink-0 transition-transform ${open.has(event.id) ? 'rotate-90' : ''}`} aria-hidden />
                <When at={event.at} />
              </button>
            </td>
            <td>{event.actor}</td>
            <td><Badge lamp={lamps[event.action] ?? 'note'}>{event.action}</Badge></td>
            <td className="min-w-32"><ObjectLink event={event} /></td>
            <td className="text-ink-soft md:max-w-64 md:min-w-32">{event.reason && <span className="line-clamp-2 break-words">{event.reason}</span>}</td>
            <td className="font-mono text-xs text-ink-soft">{event.remote_address}</td>
          </tr>
          {open.has(event.id) && <tr><td colSpan={6} className="pt-0!"><EventDetails event={event} /></td></tr>}
        </Fragment>
      ))}
    </Table>
  );
}
