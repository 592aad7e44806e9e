import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { ReasonField } from '../../editing/ReasonField';
import { AnswerChanges } from './AnswerChanges';
import { canBackfill, planned } from './findings';
import type { MigrationKind } from './search';
import { words } from './states';
import { useBackfill, type BackfillRun } from './useBackfill';
import { backfill, type Backfill, type OrganizationReport } from './useMigration';
import { WritePlan } from './WritePlan';

interface Props {
  kind: MigrationKind;
  organizations: OrganizationReport[];
  onClose: () => void;
}

/** A dry run first: what would be written, and that no answer changes by it. Then organization by organization, each whole or not at all. */
export function BackfillDialog({ kind, organizations, onClose }: Props) {
  const queries = useQueryClient();
  const ids = organizations.map((o) => o.organization_id);
  const [only] = ids;
  const dry = useQuery({
    queryKey: ['migration-dry-run', kind, ids],
    queryFn: () => backfill(kind, { dry_run: true, ...(ids.length === 1 ? { organization_id: only } : {}) }),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const [reason, setReason] = useState('');
  const run = useBackfill(kind);
  const close = () => {
    run.stop();
    if (run.state !== 'waiting') void queries.invalidateQueries();
    onClose();
  };
  const found = dry.data?.organizations.filter((o) => ids.includes(o.organization_id) && canBackfill(o)) ?? [];
  const name = organizations.length === 1 ? organizations[0]!.organization_name : some(organizations.length, 'organization');
  return (
    <Dialog wide persistent={run.state === 'running'} onClose={close} title={`Backfill ${name}`} lead="Grants take the place of legacy lists. What every key may use stays as it is; this is checked before each organization is written."
      foot={run.state === 'waiting' ? (
        <>
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" disabled={found.length === 0} onClick={() => void run.start(found, reason)}>{found.length === 1 ? 'Backfill it' : `Backfill ${some(found.length, 'organization')}`}</Button>
        </>
      ) : run.state === 'running' ? <Button onClick={run.stop}>Stop after this one</Button> : <Button tone="primary" onClick={close}>Close</Button>}>
      {run.state !== 'waiting' ? <Progress run={run} /> : (
        <Loaded query={dry} permission="access:write" rows={5}>
          {(answer) => (
            <div className="grid gap-4">
              <DryRun answer={answer} organizations={found} />
              {found.length > 0 && <ReasonField value={reason} onChange={setReason} />}
            </div>
          )}
        </Loaded>
      )}
    </Dialog>
  );
}

function DryRun({ answer, organizations }: { answer: Backfill; organizations: OrganizationReport[] }) {
  if (organizations.length === 0) return <p className="text-sm">There is nothing left to write: someone was here before you.</p>;
  const { ceilings, restrictions, lists, changes, keys } = planned(organizations);
  const refused = answer.failures.filter((f) => organizations.some((o) => o.organization_id === f.organization_id));
  return (
    <>
      <section aria-label="Dry run" className="grid gap-2 text-sm">
        <p>Dry run, nothing is written yet. It would {[
          ceilings > 0 && `give ${some(ceilings, 'organization')} grants`,
          restrictions > 0 && `restrict ${some(restrictions, 'team, user or key', 'teams, users and keys')}`,
          lists > 0 && `clear ${some(lists, 'legacy list')}`,
        ].filter(Boolean).join(', ')}.</p>
        <p className="flex flex-wrap items-center gap-2"><span className="text-ink-soft">Before and after:</span>
          {organizations.length === 1
            ? <AnswerChanges label="Answers that would change" total={changes} changes={organizations[0]!.changes} keys={keys} />
            : changes === 0 ? <Signal lamp="clear">No answer changes for {some(keys, 'live key')}</Signal> : <Signal lamp="danger">{some(changes, 'answer')} would change, so those organizations are refused</Signal>}
        </p>
      </section>
      {refused.length > 0 && <Failures failures={refused} title="These would be refused" />}
      {organizations.length === 1 ? <WritePlan organization={organizations[0]!} /> : (
        <ul className="grid divide-y divide-line rounded-lg border border-line">
          {organizations.map((o) => (
            <li key={o.organization_id}>
              <details className="group">
                <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm hover:bg-sunken"><span className="font-medium">{o.organization_name}</span><Badge lamp={words(o.rollout_state).lamp}>{words(o.rollout_state).title}</Badge><span className="ml-auto text-xs text-ink-faint group-open:hidden">what it writes</span></summary>
                <div className="px-4 pb-3"><WritePlan organization={o} /></div>
              </details>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Progress({ run }: { run: BackfillRun }) {
  const { done, of, failures, results } = run;
  const written = results.reduce((sum, r) => sum + r.applied.organization_bindings_upserted + r.applied.team_bindings_upserted + r.applied.user_bindings_upserted + r.applied.api_key_bindings_upserted, 0);
  const cleared = results.reduce((sum, r) => sum + r.applied.team_legacy_models_cleared + r.applied.user_legacy_models_cleared + r.applied.api_key_legacy_models_cleared, 0);
  const finished = run.state === 'finished';
  return (
    <div className="grid gap-4 text-sm">
      <div className="grid gap-1.5">
        <progress className="h-2 w-full accent-brand" max={of} value={done} aria-label="Organizations done" />
        <p role="status">
          {!finished ? `${done} of ${some(of, 'organization')} done…` : done < of ? `Stopped: ${done} of ${some(of, 'organization')} done. Run it again to go on.` : `Done: ${some(of - failures.length, 'organization')} written${failures.length > 0 ? `, ${failures.length} refused` : ''}.`}
          {finished && ` ${some(written, 'grant')} written, ${some(cleared, 'legacy list')} cleared.`}
        </p>
      </div>
      {failures.length > 0 && <Failures failures={failures} title="Nothing was written in these" />}
      {finished && results.length > 0 && (
        <ul aria-label="Result" className="grid max-h-64 gap-1 overflow-y-auto rounded-lg bg-sunken px-4 py-2.5">
          {results.flatMap((r) => r.organizations).map((o) => <li key={o.organization_id} className="flex flex-wrap items-center gap-2"><span className="font-medium">{o.organization_name}</span><Signal lamp={words(o.rollout_state).lamp}>{words(o.rollout_state).title}</Signal><span className="text-xs text-ink-soft">{words(o.rollout_state).next}</span></li>)}
        </ul>
      )}
    </div>
  );
}

const Failures = ({ failures, title }: { failures: BackfillRun['failures']; title: string }) => (
  <div role="alert" className="grid gap-1 rounded-lg border border-danger/30 bg-danger-soft px-3 py-2 text-sm">
    <strong>{title}</strong>
    <ul className="grid gap-1">{failures.map((f) => <li key={f.organization_id}><span className="font-medium">{f.organization_name}</span>: {f.reason}</li>)}</ul>
  </div>
);
