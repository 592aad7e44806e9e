import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { scopeName, scopes, type Scope } from '../../access/scopes';
import type { Schemas } from '../../api/types';
import { usePages } from '../../api/usePages';
import { Badge, Name, Signal } from '../../design/Badge';
import { TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';

type Effective = Schemas['EffectiveAssetView'];

const route = getRouteApi('/access/$level/$id');

const shows = [{ value: 'all', label: 'All' }, { value: 'allowed', label: 'Allowed' }, { value: 'denied', label: 'Denied' }] as const;

/** Every asset with the answer a call gets, and the level that decides: what the gateway's engine says of the rules as they are stored. */
export function EffectiveList({ scope }: { scope: Scope }) {
  const { show, find } = route.useSearch();
  const navigate = useNavigate();
  const set = (change: { show?: 'allowed' | 'denied' | undefined; find?: string | undefined }) =>
    navigate({ to: '/access/$level/$id', params: { level: scope.level, id: scope.id }, search: { show, find, ...change }, replace: true, ignoreBlocker: true });
  const list = usePages<Effective>(['effective-access', scope.level, scope.id], `${scopes[scope.level].path}/${encodeURIComponent(scope.id)}/effective-access`,
    { ...(show ? { allowed: show === 'allowed' } : {}), ...(find ? { find } : {}) }, { size: 100 });
  return (
    <Panel title="Effective access" note="as stored, right now" flush>
      <div className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
        <div className="min-w-40 grow"><TextField label="Find" type="search" placeholder="Name or tag" value={find ?? ''} onChange={(e) => set({ find: e.target.value || undefined })} /></div>
        <Segmented label="Show" value={show ?? 'all'} options={shows} onChange={(value) => set({ show: value === 'all' ? undefined : value })} />
      </div>
      <Loaded query={list} permission="access:read" rows={6}>
        {() => {
          const { rows } = list;
          if (rows.length === 0) return show || find ? <Empty title="Nothing fits">No asset has that name and that answer.</Empty> : <Empty title="Nothing to use yet">There are no models or route groups. Add one, and it is judged here.</Empty>;
          return (
            <div className={list.isPlaceholderData ? 'opacity-60' : ''}>
              <Table cards label="Effective access" columns={['Asset', 'Answer', 'Decided by', 'Why', '']}>
                {rows.map((row) => (
                  <tr key={row.asset}>
                    <td><Name>{row.asset}</Name>{row.tags.length > 0 && <span className="flex flex-wrap gap-1">{row.tags.map((t) => <Badge key={t}>{t}</Badge>)}</span>}</td>
                    <td><Signal lamp={row.allowed ? 'clear' : 'danger'}>{row.allowed ? 'allowed' : 'denied'}</Signal></td>
                    <td className="text-ink-soft">{row.level}</td>
                    <td className="text-xs text-ink-soft">{row.rule}</td>
                    <td><Link to="/access" search={{ organization_id: scope.organization_id, subject: scopeName(scope), asset: row.asset }} className="text-xs text-brand hover:underline" aria-label={`Why ${row.asset}`}>Why?</Link></td>
                  </tr>
                ))}
              </Table>
            </div>
          );
        }}
      </Loaded>
      <More list={list} label="More" />
    </Panel>
  );
}
