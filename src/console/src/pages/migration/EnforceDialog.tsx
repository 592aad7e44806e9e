import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { Confirm } from '../../design/Confirm';
import { some } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Failure } from '../../design/States';
import { useToast } from '../../design/Toast';
import { ReasonField } from '../../editing/ReasonField';
import { AnswerChanges } from './AnswerChanges';
import { childrenOf, hasList, listsOf } from './findings';
import { kindWords, otherKind, type MigrationKind } from './search';
import { words } from './states';
import { enforce, useReport, type OrganizationReport } from './useMigration';

interface Props {
  kind: MigrationKind;
  organization: OrganizationReport;
  on: boolean;
  onClose: () => void;
}

/** How an organization stands in one of the two that enforcing concerns. */
type Side = { kind: MigrationKind; report: OrganizationReport };

/** Lets grants alone decide in an organization, or its legacy lists count again. Says what that does to whom, and why it was refused. */
export function EnforceDialog({ kind, organization: o, on, onClose }: Props) {
  const queries = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const switching = useMutation({
    mutationFn: () => enforce(o, on, reason),
    onSuccess: ({ changes_total }) => {
      toast({ message: `${o.organization_name}: ${on ? 'enforced' : 'legacy lists count again'}, ${changes_total === 0 ? 'no answer changed' : `${some(changes_total, 'answer')} changed`}` });
      onClose();
      return queries.invalidateQueries();
    },
    // What was looked at is out of date: it is read anew, below the refusal.
    onError: (error) => (error instanceof Problem ? queries.invalidateQueries({ queryKey: ['migration'] }) : undefined),
  });
  const problem = switching.error instanceof Problem ? switching.error : null;
  const refusal = problem && Object.keys(problem.errors).length > 0 ? problem : null;
  const moved = problem?.status === 412;
  const other = useReport(otherKind(kind), o.organization_id);
  const found = other.data?.organizations[0];
  const sides: Side[] = found ? [{ kind, report: o }, { kind: otherKind(kind), report: found }] : [];
  const models = sides.find((side) => !side.kind)?.report;
  const unready = sides.filter(({ report }) => report.rollout_state !== 'ready_for_enforce');
  const ready = sides.length > 0 && unready.length === 0;
  return (
    <Confirm wide title={on ? `Enforce grants in ${o.organization_name}?` : `Let legacy lists count again in ${o.organization_name}?`} action={on ? 'Enforce' : 'Back to legacy'}
      busy={switching.isPending} disabled={on ? !ready : !models} error={refusal || moved ? null : switching.error} onClose={onClose} onConfirm={() => switching.mutate()}>
      <Loaded query={other} permission="access:read" rows={4}>
        {() => (!models ? <Failure error={new Error('The report does not hold this organization.')} /> : !on ? <Unenforcing organization={models} /> : ready ? <Enforcing sides={sides} /> : <>{unready.map((side) => <NotReady key={side.kind} side={side} onLeave={onClose} />)}</>)}
      </Loaded>
      {(!on || ready) && <ReasonField value={reason} onChange={setReason} />}
      {moved && <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-caution">The organization was changed since you looked, so nothing was done. What stands above is read anew: look again, then go on.</p>}
      {refusal && <Refusal problem={refusal} />}
    </Confirm>
  );
}

/** What stands in the way, as far as it is known before it is tried, and where to look at it. */
const NotReady = ({ side: { kind, report }, onLeave }: { side: Side; onLeave: () => void }) => (
  <p className="rounded-lg bg-caution-soft px-3 py-2 text-caution">
    Its <Link to="/migration/$id" params={{ id: report.organization_id }} search={kind ? { kind } : {}} onClick={onLeave} className="font-medium underline">{kindWords(kind)}</Link> are not ready, so it would be refused. {words(report.rollout_state).means} {words(report.rollout_state).next}
  </p>
);

function Enforcing({ sides }: { sides: Side[] }) {
  const { api_keys: keys } = sides[0]!.report;
  const lists = sides.map(({ report }) => listsOf(report)).find(Boolean);
  return (
    <>
      <p>From the next call on, grants alone decide for its {some(keys.length, 'live key')}, for models and MCP servers alike. Legacy lists have no effect any more{lists && ` (there are some at ${lists})`}, and what the organization is not granted no one in it can call.</p>
      {sides.map(({ kind, report }) => (
        <div key={kind ?? 'callable'} className="grid gap-1"><span className="text-xs text-ink-soft first-letter:uppercase">{kindWords(kind)}</span>
          <AnswerChanges label={`Answers about ${kindWords(kind)} that change when it is enforced`} total={report.enforce_changes_total} changes={report.enforce_changes} keys={keys.length} /></div>
      ))}
      <p className="text-ink-soft">It can be taken back: legacy lists that are still stored count again then.</p>
    </>
  );
}

function Unenforcing({ organization: o }: { organization: OrganizationReport }) {
  const lists = Object.values(childrenOf(o)).flat().filter((c) => hasList(c) && c.mode !== 'restrict');
  return (
    <>
      <p>{o.org_binding_count > 0
        ? `Its ${some(o.org_binding_count, 'grant')} stay${o.org_binding_count === 1 ? 's' : ''} the ceiling for its ${some(o.api_keys.length, 'live key')}.`
        : <strong>Without grants it is no ceiling then: everything in the catalog is open to its {some(o.api_keys.length, 'live key')}, also what is added later.</strong>}</p>
      <p className="text-ink-soft">{lists.length > 0 ? `Legacy lists count again at ${some(lists.length, 'level')} that inherit${lists.length === 1 ? 's' : ''}: ${lists.slice(0, 8).map((c) => c.name).join(', ')}${lists.length > 8 ? ' and more' : ''}.` : 'No level has a legacy list that would count again.'}</p>
    </>
  );
}

/** Each level that keeps the organization from being enforced, as LEVEL:ID, and what to do there. */
const Refusal = ({ problem }: { problem: Problem }) => (
  <div role="alert" className="grid gap-1.5 rounded-lg border border-danger/30 bg-danger-soft px-3 py-2 text-danger">
    <strong>It was refused: it is not ready.</strong>
    <ul aria-label="What keeps it back" className="grid max-h-56 gap-1 overflow-y-auto">
      {Object.entries(problem.errors).map(([at, messages]) => {
        const [level = '', id = ''] = at.split(':');
        return <li key={at}>{level && id ? <Link to="/access/$level/$id" params={{ level, id }} className="font-medium underline">{level}</Link> : at}: {messages.join(' ')}</li>;
      })}
    </ul>
  </div>
);
