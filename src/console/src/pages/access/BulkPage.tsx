import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { PreviewPanel } from '../../access/PreviewPanel';
import type { Scope } from '../../access/scopes';
import { untyped } from '../../access/typed';
import { usePreview } from '../../access/usePreview';
import { send } from '../../api/client';
import { Problem } from '../../api/problem';
import { because } from '../../api/reason';
import type { Schemas } from '../../api/types';
import { Button } from '../../design/Button';
import { count, some } from '../../design/format';
import { PageHead, Panel } from '../../design/Page';
import { FormError, NotPermitted } from '../../design/States';
import { useToast } from '../../design/Toast';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { ReasonField } from '../../editing/ReasonField';
import { useUnsaved } from '../../editing/useUnsaved';
import { useMay } from '../../session/session';
import { changesOf, idle, isEmpty, nothing, taking, type BulkPlan, type Verb } from './bulkPlan';
import { PlanPanel } from './PlanPanel';
import { most, ScopeChoice } from './ScopeChoice';

const route = getRouteApi('/access/bulk');

/** Changes mode and grants at many scopes: seen first, then made whole or not at all. */
export function BulkPage() {
  return useMay('access:write') ? <Bulk /> : <NotPermitted permission="access:write" />;
}

const none: ReadonlyMap<string, Scope> = new Map();

function Bulk() {
  const filter = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const [taken, setTaken] = useState<BulkPlan>(nothing);
  const [typed, setTyped] = useState(untyped);
  const [verb, setVerb] = useState<Verb>('add');
  // A grant that is typed counts before it is taken: the change must not leave it out.
  const plan = useMemo(() => taking(taken, verb, typed), [taken, verb, typed]);
  const [chosen, setChosen] = useState(none);
  const [reason, setReason] = useState('');
  const reset = () => {
    setTaken(nothing);
    setTyped(untyped);
    setChosen(none);
    setReason('');
  };
  const unsaved = useUnsaved(!isEmpty(plan) && chosen.size > 0, reset);

  const scopes = useMemo(() => [...chosen.values()], [chosen]);
  const changes = useMemo(() => changesOf(plan, scopes), [plan, scopes]);
  const tooMany = changes.length > most;
  const state = usePreview(tooMany ? [] : changes);
  const failed = state.preview.error;
  const seen = state.current && !failed && !tooMany ? state.preview.data?.pages[0] : undefined;
  const making = useMutation({
    mutationFn: (etag: string) => send<Schemas['AccessBulkView']>('post', '/admin/api/access/bulk', { body: { changes }, headers: { 'If-Match': etag, ...because(reason) } }),
    onSuccess: ({ changed, unchanged }) => {
      toast({ message: `Access changed at ${some(changed, 'scope')}${unchanged > 0 ? `; ${some(unchanged, 'scope')} stood so already` : ''}` });
      unsaved.leave();
      reset();
      return queries.invalidateQueries();
    },
    onError: (error) => (error instanceof Problem && error.status === 412 ? queries.invalidateQueries() : undefined),
  });
  const moved = making.error instanceof Problem && making.error.status === 412;
  const choose = (next: ReadonlyMap<string, Scope>) => {
    setChosen(next);
    making.reset();
  };
  const without = idle(plan, scopes);
  // What is gone, as a key that was revoked, stands in no list in which it could be left out.
  const gone = failed instanceof Problem && failed.status === 404 ? scopes.filter((s) => failed.message.includes(s.id)) : [];

  return (
    <>
      <PageHead title="Change many at once" lead="One change, at as many places as you choose. You see who gains and loses before anything is changed; then all of it is changed, or none." above={<Link to="/access">Access</Link>} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <PlanPanel plan={taken} onChange={(next) => { setTaken(next); making.reset(); }} typed={typed} onType={(next) => { setTyped(next); making.reset(); }} verb={verb} onVerb={setVerb} />
          <Panel title="Where" note={`${some(chosen.size, 'scope')} chosen`} flush actions={chosen.size > 0 && <Button size="sm" onClick={() => choose(none)}>Choose none</Button>}>
            <ScopeChoice filter={filter} chosen={new Set(chosen.keys())}
              onFilter={(change) => void navigate({ to: '/access/bulk', search: { ...filter, ...change }, replace: true, ignoreBlocker: true })}
              onChoose={(list, on) => {
                const next = new Map(chosen);
                for (const s of list) if (on) next.set(s.id, s); else next.delete(s.id);
                choose(next);
              }} />
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          {tooMany ? <Panel title="Who gains, who loses"><p role="alert" className="text-sm text-caution">{count(changes.length)} scopes are chosen, and {count(most)} is the most at once. Choose fewer, and repeat the change for the others.</p></Panel>
            : changes.length > 0 ? <PreviewPanel state={state} /> : <Panel title="Who gains, who loses"><p className="text-sm text-ink-soft">{!isEmpty(plan) && chosen.size > 0 ? 'An organization has no mode: choose teams, projects, users or keys.' : 'Say what, and choose where: then you see here who would gain and who would lose.'}</p></Panel>}
          {gone.map((s) => (
            <p key={s.id} className="flex flex-wrap items-center gap-2 rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution">
              <span>The {s.level} <strong>{s.name}</strong>{s.place && ` of ${s.place}`} is not there any more, so nothing can be changed while it is chosen.</span>
              <Button size="sm" onClick={() => choose(new Map([...chosen].filter(([id]) => id !== s.id)))}>Leave it out</Button>
            </p>
          ))}
          {changes.length > 0 && !tooMany && (
            <Panel title="Make the change">
              <div className="grid gap-3 text-sm">
                {without > 0 && <p className="text-caution">{some(without, 'chosen scope')} {without === 1 ? 'inherits' : 'inherit'}: a grant there has no effect until it restricts.</p>}
                {moved && !failed && <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-caution">Something was changed since you looked, so nothing was done. The preview is computed anew: look again, then go on.</p>}
                <ReasonField value={reason} onChange={setReason} />
                {!moved && <FormError error={making.error} />}
                <div className="flex justify-end"><Button tone="primary" busy={making.isPending} disabled={!seen} onClick={() => seen && making.mutate(seen.etag)}>Change {some(changes.length, 'scope')}</Button></div>
              </div>
            </Panel>
          )}
        </div>
      </div>
      <DiscardDialog unsaved={unsaved} />
    </>
  );
}
