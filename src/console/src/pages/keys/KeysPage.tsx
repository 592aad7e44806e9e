import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { keys, organizations } from '../../api/resources';
import { Button, buttonLook } from '../../design/Button';
import { SelectField, TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { ChoosePlace } from './ChoosePlace';
import { KeyForm } from './KeyForm';
import { KeyTable } from './KeyTable';
import { statuses } from './search';

const route = getRouteApi('/keys');

export function KeysPage() {
  const search = route.useSearch();
  const status = search.status ?? 'active';
  const navigate = useNavigate();
  const set = (change: Partial<typeof search>) => navigate({ to: '/keys', search: { ...search, ...change }, replace: 'find' in change });
  const may = useMay('keys:write');
  const all = useQuery({ queryKey: ['organizations'], queryFn: ({ signal }) => organizations.list({}, signal) });
  const list = useQuery({
    queryKey: ['keys', status, search.organization_id],
    queryFn: ({ signal }) => keys.list({ ...(status === 'all' ? {} : { status }), ...(search.organization_id ? { organization_id: search.organization_id } : {}) }, signal),
  });
  const find = search.find?.toLowerCase() ?? '';
  const edited = list.data?.find((k) => k.id === search.edit);
  const issue = <Button tone="primary" disabled={!may} onClick={() => set({ edit: 'new' })}><Plus className="size-4" aria-hidden />Issue key</Button>;

  return (
    <>
      <PageHead title="Keys" lead="What programs present. A key belongs to a team or project and can do what they allow, or less." actions={issue} />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Segmented label="Status" value={status} options={statuses.map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }))} onChange={(value) => set({ status: value })} />
        <div className="w-48">
          <SelectField label="Organization" value={search.organization_id ?? ''} onChange={(e) => set({ organization_id: e.target.value || undefined })}>
            <option value="">All</option>
            {all.data?.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
          </SelectField>
        </div>
        <div className="w-48"><TextField label="Find" type="search" placeholder="Name, prefix, team, user" value={search.find ?? ''} onChange={(e) => set({ find: e.target.value || undefined })} /></div>
      </div>
      <Panel flush>
        <Loaded query={list} permission="keys:read">
          {(rows) => {
            const shown = rows.filter((k) => [k.name, k.prefix, k.organization, k.team, k.project, k.user].some((word) => word?.toLowerCase().includes(find)));
            return shown.length > 0 ? <KeyTable keys={shown} place /> : rows.length > 0 ? (
              <Empty title="No key is called that">Clear the search to see all {rows.length}.</Empty>
            ) : (
              <Empty title={status === 'active' ? 'No live keys' : 'None of these'} action={all.data?.length === 0 ? <Link to="/organizations" search={{ edit: 'new' }} className={buttonLook('primary')}>Add an organization first</Link> : status === 'active' ? issue : undefined}>
                {status === 'active' ? 'A key belongs to a team or project. Its secret is shown once, with calls ready to paste.' : 'Keys that expire or are revoked stay on this list, so that their calls can still be understood.'}
              </Empty>
            );
          }}
        </Loaded>
      </Panel>
      {search.edit === 'new' && <ChoosePlace onClose={() => set({ edit: undefined })} />}
      {edited && <KeyForm key={edited.id} apiKey={edited} onClose={() => set({ edit: undefined })} />}
    </>
  );
}
