import { useQuery } from '@tanstack/react-query';
import { ScopeBadge } from '../../access/ScopeBadge';
import { levels, type Level, type Scope } from '../../access/scopes';
import { most, useScopes } from '../../access/useScopes';
import { organizations } from '../../api/resources';
import { YamlBadge } from '../../design/Badge';
import { SelectField, TextField } from '../../design/Field';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';

export interface Filter {
  organization_id?: string | undefined;
  level?: Level | undefined;
  find?: string | undefined;
}

interface Props {
  filter: Filter;
  onFilter: (change: Filter) => void;
  /** Ids. */
  chosen: ReadonlySet<string>;
  onChoose: (scopes: readonly Scope[], on: boolean) => void;
}

/** Chooses scopes by filter, and among what it finds. What the configuration manages cannot be chosen. */
export function ScopeChoice({ filter, onFilter, chosen, onChoose }: Props) {
  const all = useQuery({ queryKey: ['organizations', 'list'], queryFn: ({ signal }) => organizations.list({}, signal) });
  const level = filter.level ?? 'team';
  const found = useScopes(level, filter.organization_id);
  const find = (filter.find ?? '').toLowerCase();
  return (
    <>
      <div className="grid gap-4 border-b border-line px-4 py-3 md:grid-cols-3">
        <SelectField label="Level" value={level} onChange={(e) => onFilter({ level: e.target.value as Level })}>{levels.map((l) => <option key={l} value={l}>{l}s</option>)}</SelectField>
        <SelectField label="Organization" value={filter.organization_id ?? ''} onChange={(e) => onFilter({ organization_id: e.target.value || undefined })}>
          <option value="">All</option>
          {(all.data ?? []).map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
        </SelectField>
        <TextField label="Find" type="search" placeholder="Name or place" value={filter.find ?? ''} onChange={(e) => onFilter({ find: e.target.value || undefined })} />
      </div>
      <Loaded query={found} permission={`${level}s:read`}>
        {(data) => {
          const rows = data.scopes.filter((s) => `${s.place} / ${s.name}`.toLowerCase().includes(find));
          const free = rows.filter((s) => s.owner !== 'yaml');
          if (rows.length === 0) return <Empty title={`No ${level} fits`}>Choose another level or organization, or a shorter part of the name.</Empty>;
          return (
            <>
              {data.more && <p className="border-b border-line bg-caution-soft px-4 py-2 text-xs text-caution">Only the first {most} are shown. Choose an organization to see the others.</p>}
              <label className="flex items-center gap-2.5 border-b border-line px-4 py-2 text-sm">
                <input type="checkbox" className="size-4 accent-brand" disabled={free.length === 0} checked={free.length > 0 && free.every((s) => chosen.has(s.id))} onChange={(e) => onChoose(free, e.target.checked)} />
                All {some(free.length, level)} that fit
              </label>
              <div className="max-h-80 overflow-y-auto">
                <Table cards label="Scopes" columns={['Name', 'Belongs to', 'Access']}>
                  {rows.map((s) => (
                    <tr key={s.id}>
                      <td>
                        <label className="flex items-center gap-2.5">
                          <input type="checkbox" className="size-4 shrink-0 accent-brand" disabled={s.owner === 'yaml'} checked={chosen.has(s.id)} onChange={(e) => onChoose([s], e.target.checked)} />
                          <span className="font-medium break-words">{s.name}</span>
                        </label>
                        {s.owner === 'yaml' && <YamlBadge />}
                      </td>
                      <td className="text-ink-soft">{s.place}</td>
                      <td><ScopeBadge scope={s} /></td>
                    </tr>
                  ))}
                </Table>
              </div>
            </>
          );
        }}
      </Loaded>
    </>
  );
}
