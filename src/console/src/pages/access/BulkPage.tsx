import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { GrantForm } from '../../access/GrantForm';
import { assetOf, grantText } from '../../access/grants';
import { PreviewPanel } from '../../access/PreviewPanel';
import { scopeName, type Scope } from '../../access/scopes';
import { usePreview, type AccessChange } from '../../access/usePreview';
import { send } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Grant, Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { FormError, NotPermitted } from '../../design/States';
import { useToast } from '../../design/Toast';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { useUnsaved } from '../../editing/useUnsaved';
import { useMay } from '../../session/session';
import { ScopeChoice } from './ScopeChoice';

const route = getRouteApi('/access/bulk');
const verbs = [{ value: 'add', label: 'Add a grant' }, { value: 'remove', label: 'Remove a grant' }] as const;
type Verb = (typeof verbs)[number]['value'];

/** Adds or removes one grant at many scopes: seen first, then made whole or not at all. */
export function BulkPage() {
  return useMay('access:write') ? <Bulk /> : <NotPermitted permission="access:write" />;
}

function Bulk() {
  const filter = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const [verb, setVerb] = useState<Verb>('add');
  const [grant, setGrant] = useState<Grant | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Scope>>(new Map());
  const unsaved = useUnsaved(grant !== null && chosen.size > 0, () => { setGrant(null); setChosen(new Map()); });

  const changes = useMemo<AccessChange[]>(() => grant === null ? [] : [...chosen.values()].map((s) => ({ scope: scopeName(s), ...(verb === 'add' ? { add: [grant] } : { remove: [assetOf(grant)] }) })), [grant, chosen, verb]);
  const state = usePreview(changes);
  const seen = state.current ? state.preview.data?.pages[0] : undefined;
  const making = useMutation({
    mutationFn: (etag: string) => send<Schemas['AccessBulkView']>('post', '/admin/api/access/bulk', { body: { changes }, headers: { 'If-Match': etag } }),
    onSuccess: ({ changed, unchanged }) => {
      toast({ message: `Access changed at ${some(changed, 'scope')}${unchanged > 0 ? `; ${some(unchanged, 'scope')} stood so already` : ''}` });
      unsaved.leave();
      setGrant(null);
      setChosen(new Map());
      return queries.invalidateQueries();
    },
    onError: (error) => (error instanceof Problem && error.status === 412 ? queries.invalidateQueries() : undefined),
  });
  const moved = making.error instanceof Problem && making.error.status === 412;
  const restart = () => making.reset();
  const idle = verb === 'add' && [...chosen.values()].filter((s) => s.access.mode !== 'restrict').length;

  return (
    <>
      <PageHead title="Change many at once" lead="One grant, at as many places as you choose. You see who gains and loses before anything is changed; then all of it is changed, or none." above={<Link to="/access">Access</Link>} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <Panel title="What">
            <div className="grid gap-3">
              <div><Segmented label="What is done" value={verb} options={verbs} onChange={(v) => { setVerb(v); restart(); }} /></div>
              {grant === null ? <GrantForm action="Take this" onSubmit={(g) => { setGrant(g); restart(); }} /> : (
                <p className="flex flex-wrap items-center gap-2 text-sm">{verb === 'add' ? 'Add' : 'Remove'} <Name>{verb === 'add' ? grantText(grant) : assetOf(grant)}</Name><Button size="sm" onClick={() => { setGrant(null); restart(); }}>Another</Button></p>
              )}
            </div>
          </Panel>
          <Panel title="Where" note={`${some(chosen.size, 'scope')} chosen`} flush actions={chosen.size > 0 && <Button size="sm" onClick={() => { setChosen(new Map()); restart(); }}>Choose none</Button>}>
            <ScopeChoice filter={filter} chosen={new Set(chosen.keys())}
              onFilter={(change) => void navigate({ to: '/access/bulk', search: { ...filter, ...change }, replace: true, ignoreBlocker: true })}
              onChoose={(list, on) => {
                const next = new Map(chosen);
                for (const s of list) if (on) next.set(s.id, s); else next.delete(s.id);
                setChosen(next);
                restart();
              }} />
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          {changes.length > 0 ? <PreviewPanel state={state} /> : <Panel title="Who gains, who loses"><p className="text-sm text-ink-soft">Say what, and choose where: then you see here who would gain and who would lose.</p></Panel>}
          {changes.length > 0 && (
            <Panel title="Make the change">
              <div className="grid gap-3 text-sm">
                {!!idle && <p className="text-caution">{some(idle, 'chosen scope')} {idle === 1 ? 'inherits' : 'inherit'}: a grant there has no effect until it restricts.</p>}
                {moved && <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-caution">Something was changed since you looked, so nothing was done. The preview is computed anew: look again, then go on.</p>}
                {!moved && <FormError error={making.error} />}
                <div className="flex justify-end"><Button tone="primary" busy={making.isPending} disabled={!seen} onClick={() => seen && making.mutate(seen.etag)}>{verb === 'add' ? 'Add' : 'Remove'} at {some(changes.length, 'scope')}</Button></div>
              </div>
            </Panel>
          )}
        </div>
      </div>
      <DiscardDialog unsaved={unsaved} />
    </>
  );
}
