import { useMutation } from '@tanstack/react-query';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { ScopeBadge } from '../../access/ScopeBadge';
import { levels, type Level, type Scope } from '../../access/scopes';
import { findScopes, useScopes, type ScopeFilter } from '../../access/useScopes';
import { YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { SelectField, TextField } from '../../design/Field';
import { count, some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { Empty, FormError } from '../../design/States';
import { Table } from '../../design/Table';

export interface Filter extends ScopeFilter {
  level?: Level | undefined;
}

interface Props {
  filter: Filter;
  onFilter: (change: Filter) => void;
  /** Ids. */
  chosen: ReadonlySet<string>;
  onChoose: (scopes: readonly Scope[], on: boolean) => void;
}

/** As many as one bulk change takes. */
export const most = 1000;

/** Chooses scopes by filter, and among what it finds. What the configuration manages cannot be chosen. */
export function ScopeChoice({ filter, onFilter, chosen, onChoose }: Props) {
  const level = filter.level ?? 'team';
  const found = useScopes(level, filter);
  const free = found.scopes.filter((s) => s.owner !== 'yaml');
  const everything = useMutation({
    mutationFn: () => findScopes(level, filter, most),
    onSuccess: (all) => onChoose(all.filter((s) => s.owner !== 'yaml'), true),
  });
  return (
    <>
      <div className="grid gap-4 border-b border-line px-4 py-3 md:grid-cols-3">
        <SelectField label="Level" value={level} onChange={(e) => onFilter({ level: e.target.value as Level })}>{levels.map((l) => <option key={l} value={l}>{l}s</option>)}</SelectField>
        {level !== 'organization' && <OrganizationPicker value={filter.organization_id} nothing="All" onChange={(organization_id) => onFilter({ organization_id })} />}
        <TextField label="Find" type="search" placeholder="Name, prefix or id" value={filter.find ?? ''} onChange={(e) => onFilter({ find: e.target.value || undefined })} />
      </div>
      <Loaded query={found} permission={`${level}s:read`}>
        {() => found.scopes.length === 0 ? <Empty title={`No ${level} fits`}>Choose another level or organization, or a shorter part of the name.</Empty> : (
          <div className={found.isPlaceholderData ? 'opacity-60' : ''}>
            <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
              <label className="flex items-center gap-2.5 text-sm">
                <input type="checkbox" className="size-4 accent-brand" disabled={free.length === 0} checked={free.length > 0 && free.every((s) => chosen.has(s.id))} onChange={(e) => onChoose(free, e.target.checked)} />
                {found.hasNextPage ? `The ${count(free.length)} shown` : `All ${some(free.length, level)} that fit`}
              </label>
              {found.hasNextPage && <Button size="sm" busy={everything.isPending} title={`At most ${count(most)} at once`} onClick={() => everything.mutate()}>Choose all that fit</Button>}
            </div>
            <FormError error={everything.error} />
            <div className="max-h-96 overflow-y-auto">
              <Table cards label="Scopes" columns={['Name', 'Belongs to', 'Access']}>
                {found.scopes.map((s) => (
                  <tr key={s.id}>
                    <td>
                      <label className="flex items-center gap-2.5">
                        <input type="checkbox" className="size-4 shrink-0 accent-brand" disabled={s.owner === 'yaml' && !chosen.has(s.id)} checked={chosen.has(s.id)} onChange={(e) => onChoose([s], e.target.checked)} />
                        <span className="font-medium break-words">{s.name}</span>
                      </label>
                      {s.owner === 'yaml' && <YamlBadge />}
                    </td>
                    <td className="text-ink-soft">{s.place}</td>
                    <td><ScopeBadge scope={s} /></td>
                  </tr>
                ))}
              </Table>
              <More list={found} label={`More ${level}s`} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}
