import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, Name, Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { count, some } from '../../design/format';
import { right, Table } from '../../design/Table';
import { canBackfill, listsOf, missingNames } from './findings';
import type { MigrationKind } from './search';
import { words } from './states';
import type { OrganizationReport } from './useMigration';

interface Props {
  organizations: OrganizationReport[];
  kind: MigrationKind;
  /** Ids. */
  chosen: ReadonlySet<string>;
  onChoose: (ids: string[], on: boolean) => void;
  mayWrite: boolean;
}

const step = 50;

/** The organizations of a report, each leading to what is in it. Those that a backfill would change can be chosen. */
export function OrganizationTable({ organizations, kind, chosen, onChoose, mayWrite }: Props) {
  const [most, setMost] = useState(step);
  return (
    <>
      <Table cards label="Organizations" columns={['Organization', 'State', { label: 'Grants', right: true }, 'Legacy lists', 'Missing', { label: 'Live keys', right: true }]}>
        {organizations.slice(0, most).map((o) => {
          const { title, lamp, means } = words(o.rollout_state);
          return (
            <tr key={o.organization_id}>
              <td>
                <span className="flex items-center gap-2.5">
                  {mayWrite && <input type="checkbox" aria-label={`Choose ${o.organization_name}`} className="size-4 shrink-0 accent-brand" disabled={!canBackfill(o)} title={canBackfill(o) ? undefined : 'A backfill has nothing to write here'}
                    checked={chosen.has(o.organization_id)} onChange={(e) => onChoose([o.organization_id], e.target.checked)} />}
                  <Link to="/migration/$id" params={{ id: o.organization_id }} search={kind ? { kind } : {}} className="min-w-0 font-medium break-words hover:underline">{o.organization_name}</Link>
                </span>
              </td>
              <td><Signal lamp={lamp} title={means}>{title}</Signal></td>
              <td className={right}>{o.organization_ceiling === 'open' ? <Badge lamp="caution" title="Without grants it is no ceiling while it is not enforced: everything is open to it">open</Badge> : count(o.org_binding_count)}</td>
              <td className="text-ink-soft">{listsOf(o) || <span className="text-ink-faint">none</span>}</td>
              <td><Missing organization={o} /></td>
              <td className={right}>{count(o.api_keys.length)}</td>
            </tr>
          );
        })}
      </Table>
      {organizations.length > most && <div className="border-t border-line p-2.5 text-center"><Button size="sm" onClick={() => setMost(most + step)}>More of {some(organizations.length, 'organization')}</Button></div>}
    </>
  );
}

const shown = 3;

function Missing({ organization }: { organization: OrganizationReport }) {
  const names = missingNames(organization);
  if (names.length === 0) return null;
  return (
    <span className="flex flex-wrap items-center gap-1">
      {names.slice(0, shown).map(([name, lists]) => <Badge key={name} lamp="danger" mono title={`On ${some(lists, 'list')}, and not registered`}>{name}</Badge>)}
      {names.length > shown && <span className="text-xs text-ink-faint" title={names.slice(shown).map(([name]) => name).join(', ')}>and <Name>{names.length - shown}</Name> more</span>}
    </span>
  );
}
