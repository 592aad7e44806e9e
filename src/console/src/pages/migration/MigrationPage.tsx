import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { BackfillDialog } from './BackfillDialog';
import { byWork, canBackfill } from './findings';
import { OrganizationTable } from './OrganizationTable';
import type { MigrationSearch } from './search';
import { StateFilter } from './StateFilter';
import { useReport, type OrganizationReport, type Report } from './useMigration';

const route = getRouteApi('/migration');

const kinds = [{ value: 'callable', label: 'Models and route groups' }, { value: 'mcp', label: 'MCP servers' }] as const;

/** From loose legacy lists to enforced grants, organization by organization. */
export function MigrationPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<MigrationSearch>) => void navigate({ to: '/migration', search: { ...search, ...change }, replace: 'find' in change });
  const report = useReport(search.kind);
  return (
    <>
      <PageHead title="Migration" lead="From loose lists of models at teams, users and keys to grants that alone decide; without a call being answered differently on the way."
        actions={<><Segmented label="Kind" value={search.kind ?? 'callable'} options={kinds} onChange={(kind) => set({ kind: kind === 'mcp' ? kind : undefined })} /><Button size="sm" busy={report.isRefetching} onClick={() => void report.refetch()}>Refresh</Button></>} />
      <Loaded query={report} permission="access:read" rows={8}>{(data) => <Board key={search.kind} report={data} search={search} set={set} />}</Loaded>
    </>
  );
}

function Board({ report, search, set }: { report: Report; search: MigrationSearch; set: (change: Partial<MigrationSearch>) => void }) {
  const mayWrite = useMay('access:write');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [backfilling, setBackfilling] = useState<OrganizationReport[] | null>(null);
  const find = search.find?.toLowerCase() ?? '';
  const rows = report.organizations.filter((o) => (!search.state || o.rollout_state === search.state) && o.organization_name.toLowerCase().includes(find)).sort(byWork);
  const free = rows.filter(canBackfill);
  const picked = free.filter((o) => chosen.has(o.organization_id));
  const choose = (ids: string[], on: boolean) => setChosen((now) => new Set(on ? [...now, ...ids] : [...now].filter((id) => !ids.includes(id))));
  const { summary } = report;
  const legacy = summary.organizations_total - (summary.organizations_by_rollout_state['enforced'] ?? 0);

  if (summary.organizations_total === 0) return <Panel><Empty title="No organizations yet">Organizations that come from a system with loose lists of models appear here, with what it takes to move each to grants. New ones are enforced from the start.</Empty></Panel>;
  return (
    <div className="grid gap-4">
      <StateFilter counts={summary.organizations_by_rollout_state} value={search.state} onChange={(state) => set({ state })} />
      <p className="text-sm text-ink-soft">
        {legacy === 0 ? 'Every organization is enforced: grants alone decide, and nothing is left to move. An organization that another system brings with legacy lists appears here when it is added or imported as legacy.' : (
          <>{some(legacy, 'organization')} not enforced yet. Legacy lists stand at {some(summary.teams_with_legacy_models, 'team')}, {some(summary.users_with_legacy_models, 'user')} and {some(summary.api_keys_with_legacy_models, 'key')}
            {summary.missing_callable_keys_total > 0 && <>; <span className="text-danger">{some(summary.missing_callable_keys_total, 'name')} on them {summary.missing_callable_keys_total === 1 ? 'is' : 'are'} not registered</span></>}.
            {' '}Report, backfill, try, enforce: <a href="/docs/operate/access-migration" className="underline">the whole sequence</a>.</>
        )}
        {search.kind === 'mcp' && report.callable_catalog.total === 0 && ' There are no MCP servers yet, so nothing about them stands in the way.'}
      </p>
      <Panel flush>
        <div className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
          <div className="w-56 max-sm:w-full"><TextField label="Find" type="search" placeholder="Organization" value={search.find ?? ''} onChange={(e) => set({ find: e.target.value || undefined })} /></div>
          {mayWrite && (
            <div className="ml-auto flex flex-wrap items-center gap-2">
              {picked.length > 0 && <Button size="sm" tone="quiet" onClick={() => setChosen(new Set())}>Choose none</Button>}
              <Button disabled={free.length === 0} tone={picked.length === 0 ? 'primary' : 'plain'} title={free.length === 0 ? 'There is nothing to write for what is shown' : undefined} onClick={() => setBackfilling(free)}>Backfill all {free.length > 0 && free.length}…</Button>
              {picked.length > 0 && <Button tone="primary" onClick={() => setBackfilling(picked)}>Backfill {picked.length} chosen…</Button>}
            </div>
          )}
        </div>
        {rows.length === 0 ? <Empty title="None of these">No organization has that state and that name.</Empty>
          : <OrganizationTable organizations={rows} kind={search.kind} chosen={chosen} onChoose={choose} mayWrite={mayWrite} />}
      </Panel>
      {backfilling && <BackfillDialog kind={search.kind} organizations={backfilling} onClose={() => { setBackfilling(null); setChosen(new Set()); }} />}
    </div>
  );
}
