import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Failure } from '../../design/States';
import { Tabs } from '../../design/Tabs';
import { useMay } from '../../session/session';
import { AnswerChanges } from './AnswerChanges';
import { BackfillDialog } from './BackfillDialog';
import { ChildTable } from './ChildTable';
import { EnforceDialog } from './EnforceDialog';
import { canBackfill, childrenOf, hasList } from './findings';
import { kindWords, otherKind, type childTabs, type MigrationKind } from './search';
import { Standing } from './Standing';
import { words } from './states';
import { useReport, type OrganizationReport } from './useMigration';
import { WritePlan } from './WritePlan';

const route = getRouteApi('/migration/$id');

export function OrganizationMigrationPage() {
  const { id } = route.useParams();
  const { kind } = route.useSearch();
  const report = useReport(kind, id);
  const above = <Link to="/migration" search={kind ? { kind } : {}}>Migration</Link>;
  return (
    <>
      {!report.data && <PageHead title="Migration" above={above} />}
      <Loaded query={report} permission="access:read" rows={8}>
        {({ organizations: [o] }) => (o ? <OrganizationMigration organization={o} kind={kind} /> : <Failure error={new Error('The report does not hold this organization.')} />)}
      </Loaded>
    </>
  );
}

type Doing = 'backfill' | 'enforce' | 'unenforce';

function OrganizationMigration({ organization: o, kind }: { organization: OrganizationReport; kind: MigrationKind }) {
  const may = useMay('access:write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const { title, lamp } = words(o.rollout_state);
  // Enforcing concerns both, so one that is ready waits for the other.
  const other = useReport(otherKind(kind), o.organization_id).data?.organizations[0];
  const ready = o.rollout_state === 'ready_for_enforce';
  const waits = ready && !!other && other.rollout_state !== 'ready_for_enforce';
  const enforced = o.enforcement === 'enforced';
  return (
    <>
      <PageHead title={o.organization_name} above={<Link to="/migration" search={kind ? { kind } : {}}>Migration</Link>} beside={waits ? <Signal lamp="caution">Waits for its {kindWords(otherKind(kind))}</Signal> : <Signal lamp={lamp}>{title}</Signal>}
        lead={kind === 'mcp' ? 'How its MCP servers stand on the way to grants.' : 'How its models and route groups stand on the way to grants.'}
        actions={may && (enforced ? <Button onClick={() => setDoing('unenforce')}>Back to legacy…</Button> : (
          <>
            <Button tone={canBackfill(o) ? 'primary' : 'plain'} disabled={!canBackfill(o)} title={canBackfill(o) ? undefined : 'There is nothing to write'} onClick={() => setDoing('backfill')}>Backfill…</Button>
            <Button tone={ready && !waits && !canBackfill(o) ? 'primary' : 'plain'} onClick={() => setDoing('enforce')}>Enforce…</Button>
          </>
        ))} />
      <div className="grid gap-4">
        <Standing organization={o} kind={kind} waits={waits} />
        {canBackfill(o) && <Panel title="What a backfill would write" note="nothing is written yet"><WritePlan organization={o} /></Panel>}
        {!enforced && (
          <Panel title="Before and after" note="asked of the engine that judges calls">
            <div className="grid gap-4 md:grid-cols-2">
              <div className="grid min-w-0 content-start gap-1.5 text-sm"><h3 className="text-xs text-ink-faint">A backfill</h3><AnswerChanges label="Answers that a backfill would change" total={o.changes_total} changes={o.changes} keys={o.api_keys.length} nothing={!canBackfill(o)} /></div>
              <div className="grid min-w-0 content-start gap-1.5 text-sm"><h3 className="text-xs text-ink-faint">Enforcing as it stands now</h3><AnswerChanges label="Answers that enforcing now would change" total={o.enforce_changes_total} changes={o.enforce_changes} keys={o.api_keys.length} /></div>
            </div>
          </Panel>
        )}
        <Levels organization={o} />
      </div>
      {doing === 'backfill' && <BackfillDialog kind={kind} organizations={[o]} onClose={() => setDoing(null)} />}
      {doing === 'enforce' && <EnforceDialog kind={kind} organization={o} on onClose={() => setDoing(null)} />}
      {doing === 'unenforce' && <EnforceDialog kind={kind} organization={o} on={false} onClose={() => setDoing(null)} />}
    </>
  );
}

const shows = [{ value: 'lists', label: 'With a list' }, { value: 'all', label: 'All' }] as const;
const tabWords = { teams: 'team', users: 'user', keys: 'key', projects: 'project' };

/** Its teams, users, keys and projects with their lists. */
function Levels({ organization: o }: { organization: OrganizationReport }) {
  const { kind, tab, show, find } = route.useSearch();
  const navigate = useNavigate();
  const set = (change: { tab?: (typeof childTabs)[number]; show?: 'all' | undefined; find?: string | undefined }) =>
    void navigate({ to: '/migration/$id', params: { id: o.organization_id }, search: { ...(kind ? { kind } : {}), tab, show, find, ...change }, replace: true });
  const all = childrenOf(o);
  const named = (name: string) => name.toLowerCase().includes(find?.toLowerCase() ?? '');
  return (
    <Panel title="Levels" actions={<Segmented label="Show" value={show ?? 'lists'} options={shows} onChange={(value) => set({ show: value === 'all' ? value : undefined })} />}>
      <div className="mb-3 max-w-56"><TextField label="Find" type="search" placeholder="Part of a name" value={find ?? ''} onChange={(e) => set({ find: e.target.value || undefined })} /></div>
      <Tabs label="Levels" value={tab ?? 'teams'} onChange={(id) => set({ tab: id as (typeof childTabs)[number] })}
        tabs={(['teams', 'users', 'keys', 'projects'] as const).map((id) => {
          const rows = all[id].filter((c) => (show === 'all' || hasList(c)) && named(c.name));
          return { id, label: `${id[0]!.toUpperCase()}${id.slice(1)} ${count(rows.length)}`, content: <div className="-mx-4 -mb-4"><ChildTable word={tabWords[id]} filtered={show !== 'all'}>{rows}</ChildTable></div> };
        })} />
    </Panel>
  );
}
