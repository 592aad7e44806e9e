import { Link } from '@tanstack/react-router';
import type { AuditEvent } from '../../api/types';

/** The object of an event, linked to the page where it stands now. What was deleted has none. */
export function ObjectLink({ event }: { event: AuditEvent }) {
  return (
    <>
      <span className="break-words">{event.action === 'delete' ? event.object_name : <Linked event={event} />}</span>
      <span className="block text-2xs text-ink-faint">{event.object_kind.replaceAll('_', ' ')}</span>
    </>
  );
}

const look = 'font-medium hover:underline';

function Linked({ event: { object_kind: kind, object_id: id, object_name: name, before, after } }: { event: AuditEvent }) {
  switch (kind) {
    case 'provider': return <Link to="/providers" search={{ edit: id }} className={look}>{name}</Link>;
    case 'model': return <Link to="/models/$id" params={{ id }} className={look}>{name}</Link>;
    case 'route_group': return <Link to="/route-groups" search={{ edit: id }} className={look}>{name}</Link>;
    case 'organization': return <Link to="/organizations/$id" params={{ id }} className={look}>{name}</Link>;
    case 'key': return <Link to="/keys" search={{ edit: id }} className={look}>{name}</Link>;
    case 'team':
    case 'user': {
      // Both stand on the page of their organization, which is their parent.
      const parent = (after ?? before as { parent_id?: string } | null) as { parent_id?: string } | null;
      return parent?.parent_id
        ? <Link to="/organizations/$id" params={{ id: parent.parent_id }} search={kind === 'user' ? { tab: 'users' } : {}} className={look}>{name}</Link>
        : <>{name}</>;
    }
    default: return <>{name}</>;
  }
}
