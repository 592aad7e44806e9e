import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { useFirstOrganization } from '../../access/useFirstPlace';
import { keys, teams, users } from '../../api/resources';
import type { Key } from '../../api/types';
import { usePages } from '../../api/usePages';
import { useSettled } from '../../api/useSettled';
import { Button, buttonLook } from '../../design/Button';
import { Chips, type Chip } from '../../design/Chips';
import { TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { ChoosePlace } from './ChoosePlace';
import { KeyForm } from './KeyForm';
import { KeyTable } from './KeyTable';
import { statuses, type KeysSearch } from './search';

const route = getRouteApi('/keys');

export function KeysPage() {
  const search = route.useSearch();
  const { organization_id, team_id, user_id, edit } = search;
  const status = search.status ?? 'active';
  const navigate = useNavigate();
  const set = (change: Partial<KeysSearch>) => navigate({ to: '/keys', search: { ...search, ...change }, replace: 'find' in change });
  const may = useMay('keys:write');
  const find = useSettled(search.find);
  const list = usePages<Key>(['keys', 'list'], '/keys', {
    ...(status === 'all' ? {} : { status }), ...(organization_id ? { organization_id } : {}), ...(team_id ? { team_id } : {}), ...(user_id ? { user_id } : {}), ...(find ? { find } : {}),
  });
  const first = useFirstOrganization();
  // What is edited may stand on a page that is not shown.
  const edited = useQuery({ queryKey: ['keys', edit], queryFn: ({ signal }) => keys.read(edit!, signal), enabled: !!edit && edit !== 'new' });
  const issue = <Button tone="primary" disabled={!may} onClick={() => set({ edit: 'new' })}><Plus className="size-4" aria-hidden />Issue key</Button>;

  return (
    <>
      <PageHead title="Keys" lead="What programs present. A key belongs to a team or project and can do what they allow, or less." actions={issue} />
      <div className="mb-4 grid gap-2.5">
        <div className="flex flex-wrap items-end gap-3">
          <Segmented label="Status" value={status} options={statuses.map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }))} onChange={(value) => set({ status: value })} />
          <div className="w-56 max-sm:w-full"><OrganizationPicker value={organization_id} nothing="All" onChange={(id) => set({ organization_id: id, team_id: undefined, user_id: undefined })} /></div>
          <div className="w-56 max-sm:w-full"><TextField label="Find" type="search" placeholder="Name, prefix or id" value={search.find ?? ''} onChange={(e) => set({ find: e.target.value || undefined })} /></div>
        </div>
        <SetFilters search={search} set={set} />
      </div>
      <Panel flush>
        <Loaded query={list} permission="keys:read">
          {() => list.rows.length > 0 ? <div className={list.isPlaceholderData ? 'opacity-60' : ''}><KeyTable keys={list.rows} place /></div> : find ? (
            <Empty title="No key is called that">Try a part of the name or prefix, or another status.</Empty>
          ) : (
            <Empty title={status === 'active' ? 'No live keys' : 'None of these'} action={first.data === null ? <Link to="/organizations" search={{ edit: 'new' }} className={buttonLook('primary')}>Add an organization first</Link> : status === 'active' ? issue : undefined}>
              {status === 'active' ? 'A key belongs to a team or project. Its secret is shown once, with calls ready to paste.' : 'Keys that expire or are revoked stay on this list, so that their calls can still be understood.'}
            </Empty>
          )}
        </Loaded>
        <More list={list} label="More keys" />
      </Panel>
      {edit === 'new' && <ChoosePlace onClose={() => set({ edit: undefined })} />}
      {edited.data && edit === edited.data.id && <KeyForm key={edit} apiKey={edited.data} onClose={() => set({ edit: undefined })} />}
    </>
  );
}

/** What is set without a field of its own. */
function SetFilters({ search: { team_id, user_id }, set }: { search: KeysSearch; set: (change: Partial<KeysSearch>) => void }) {
  const team = useQuery({ queryKey: ['teams', team_id], queryFn: ({ signal }) => teams.read(team_id!, signal), enabled: !!team_id });
  const user = useQuery({ queryKey: ['users', user_id], queryFn: ({ signal }) => users.read(user_id!, signal), enabled: !!user_id });
  const chips: Chip<KeysSearch>[] = [];
  if (team_id) chips.push({ text: <>Team {team.data?.name ?? team_id}</>, clear: { team_id: undefined } });
  if (user_id) chips.push({ text: <>User {user.data?.name ?? user_id}</>, clear: { user_id: undefined } });
  return <Chips chips={chips} set={set} />;
}
