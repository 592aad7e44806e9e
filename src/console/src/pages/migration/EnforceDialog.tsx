import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { Confirm } from '../../design/Confirm';
import { some } from '../../design/format';
import { useToast } from '../../design/Toast';
import { ReasonField } from '../../editing/ReasonField';
import { AnswerChanges } from './AnswerChanges';
import { childrenOf, hasList, listsOf } from './findings';
import { words } from './states';
import { enforce, type OrganizationReport } from './useMigration';

/** Lets grants alone decide in an organization, or its legacy lists count again. Says what that does to whom, and why it was refused. */
export function EnforceDialog({ organization: o, on, onClose }: { organization: OrganizationReport; on: boolean; onClose: () => void }) {
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
  const ready = o.rollout_state === 'ready_for_enforce';
  return (
    <Confirm wide title={on ? `Enforce grants in ${o.organization_name}?` : `Let legacy lists count again in ${o.organization_name}?`} action={on ? 'Enforce' : 'Back to legacy'}
      busy={switching.isPending} disabled={on && !ready} error={refusal || moved ? null : switching.error} onClose={onClose} onConfirm={() => switching.mutate()}>
      {!on ? <Unenforcing organization={o} /> : ready ? <Enforcing organization={o} /> : <NotReady organization={o} />}
      {(!on || ready) && <ReasonField value={reason} onChange={setReason} />}
      {moved && <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-caution">The organization was changed since you looked, so nothing was done. What stands above is read anew: look again, then go on.</p>}
      {refusal && <Refusal problem={refusal} />}
    </Confirm>
  );
}

/** What stands in the way, as far as it is known before it is tried. */
const NotReady = ({ organization: { rollout_state } }: { organization: OrganizationReport }) => (
  <p className="rounded-lg bg-caution-soft px-3 py-2 text-caution">It is not ready, so it would be refused. {words(rollout_state).means} {words(rollout_state).next}</p>
);

const Enforcing = ({ organization: o }: { organization: OrganizationReport }) => (
  <>
    <p>From the next call on, grants alone decide for its {some(o.api_keys.length, 'live key')}, for models and MCP servers alike. Legacy lists have no effect any more{listsOf(o) && ` (there are some at ${listsOf(o)})`}, and what the organization is not granted no one in it can call.</p>
    <AnswerChanges label="Answers that change when it is enforced" total={o.enforce_changes_total} changes={o.enforce_changes} keys={o.api_keys.length} />
    <p className="text-ink-soft">It can be taken back: legacy lists that are still stored count again then.</p>
  </>
);

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
