import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { Table } from '../../design/Table';
import type { OrganizationReport } from './useMigration';

type Write = OrganizationReport['would_write']['children'][number];

const step = 20;

/** What a backfill would write in one organization, row by row. */
export function WritePlan({ organization: o }: { organization: OrganizationReport }) {
  const { organization_grants: grants, children } = o.would_write;
  const [most, setMost] = useState(step);
  const noted = children.some((w) => w.dropped_grants.length + w.names_without_effect.length > 0);
  return (
    <div className="grid gap-3 text-sm">
      {grants.length > 0 && <div className="grid gap-1.5"><p>The organization gets {some(grants.length, 'grant')}: what its keys may use now, and nothing more.</p><Names names={grants} /></div>}
      {children.length > 0 && (
        <div className="rounded-lg border border-line">
          <Table cards label={`What a backfill writes in ${o.organization_name}`} columns={['Level', 'Restricted to', 'Legacy list', ...(noted ? ['Also'] : [])]}>
            {children.slice(0, most).map((w) => (
              <tr key={w.id}>
                <td><Link to="/access/$level/$id" params={{ level: w.level, id: w.id }} className="font-medium hover:underline">{w.name}</Link><span className="block text-xs text-ink-faint">{w.level}</span></td>
                <td>{w.grants === null ? <span className="text-ink-soft">restricts already</span> : <Names names={w.grants} />}</td>
                <td className="text-ink-soft">{w.clears_legacy_models ? 'goes' : 'stays: it holds an unknown name'}</td>
                {noted && <td className="text-xs text-ink-soft"><Notes write={w} /></td>}
              </tr>
            ))}
          </Table>
        </div>
      )}
      {children.length > most && <div><Button size="sm" onClick={() => setMost(most + step)}>More of {some(children.length, 'level')}</Button></div>}
    </div>
  );
}

/** What would otherwise surprise. */
const Notes = ({ write: w }: { write: Write }) => (
  <>
    {w.dropped_grants.length > 0 && <span className="block">drops grants that have no effect now and would widen it: {w.dropped_grants.join(', ')}</span>}
    {w.names_without_effect.length > 0 && <span className="block">on the list, but not granted, now as then: {w.names_without_effect.join(', ')}</span>}
  </>
);

const shown = 24;

/** Names as marks; the rest on hover where there are very many. */
export const Names = ({ names, lamp = 'note' }: { names: string[]; lamp?: 'note' | 'danger' | 'clear' | 'off' }) => (
  <span className="flex flex-wrap gap-1">
    {names.slice(0, shown).map((name) => <Badge key={name} lamp={lamp} mono>{name}</Badge>)}
    {names.length > shown && <span className="text-xs text-ink-faint" title={names.slice(shown).join(', ')}>and {names.length - shown} more</span>}
  </span>
);
