import { Link } from '@tanstack/react-router';
import type { AuditEvent } from '../../api/types';
import { Name } from '../../design/Badge';
import { CopyIcon } from '../../design/Copy';
import { Facts } from '../../design/Page';
import { Table } from '../../design/Table';
import { words } from '../../editing/comparison';
import { differences, type FieldDifference } from './difference';

/** One event: what it changed, field by field, and where it stands in the chain. */
export function EventDetails({ event }: { event: AuditEvent }) {
  const changed = differences(event.before, event.after);
  return (
    <div className="grid gap-4 rounded-lg bg-sunken py-3">
      {changed.length === 0
        ? <p className="px-4 text-sm text-ink-soft">{withoutFields(event)}</p>
        : <Fields changed={changed} event={event} />}
      <div className="px-4">
        <Facts items={[
          ['Event', `${event.sequence}`],
          ['Reason', event.reason],
          ['Registry version', <SameLink search={{ version: String(event.version) }}>{event.version}</SameLink>],
          ['Object id', event.object_kind !== 'audit' && <SameLink search={{ object_id: event.object_id }}><Name className="break-all">{event.object_id}</Name></SameLink>],
          ['Request id', event.request_id && <SameLink search={{ request_id: event.request_id }}><Name className="break-all">{event.request_id}</Name></SameLink>],
          ['Hash', <span className="flex min-w-0 items-center"><Name className="truncate">{event.hash}</Name><CopyIcon text={event.hash} label="Copy the hash" /></span>],
          ['Goes on from', <span className="flex min-w-0 items-center"><Name className="truncate">{event.previous_hash}</Name><CopyIcon text={event.previous_hash} label="Copy the hash before" /></span>],
        ]} />
      </div>
    </div>
  );
}

function Fields({ changed, event }: { changed: FieldDifference[]; event: AuditEvent }) {
  const sides = event.before == null ? ['after'] as const : event.after == null ? ['before'] as const : ['before', 'after'] as const;
  const titles = sides.length === 1 ? { before: 'Value', after: 'Value' } : { before: 'Before', after: 'After' };
  return (
    <Table cards label={`What event ${event.sequence} changed`} columns={['Field', ...sides.map((side) => titles[side])]}>
      {changed.map((field) => (
        <tr key={field.path}>
          <td className="font-mono text-xs break-all md:w-56">{field.path}</td>
          {sides.map((side) => (
            <td key={side} className={`break-words whitespace-pre-line ${sides.length === 2 ? (side === 'before' ? 'text-danger' : 'text-clear') : ''}`}>{words(field[side])}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Other events that share a value with this one. */
const SameLink = ({ search, children }: { search: Record<string, string>; children: React.ReactNode }) => (
  <Link to="/audit" search={search} className="text-brand hover:underline" title="All events with this">{children}</Link>
);

/** What an event says that changed no field. */
function withoutFields(event: AuditEvent): string {
  switch (event.action) {
    case 'rotate': return 'A new secret was issued; no field changed. Secrets are never part of the audit log.';
    case 'revoke': return 'The key was ended for good; no field changed.';
    case 'set-credential': return 'A credential was set. Its value is never part of the audit log.';
    case 'remove-credential': return 'The credential was removed.';
    case 'release': return 'It is no longer in the YAML configuration: the API manages it from then on.';
    default: return 'No field that can be shown changed.';
  }
}
