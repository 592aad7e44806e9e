import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api, body } from '../../api/client';
import { fieldErrors, Problem } from '../../api/problem';
import { providers } from '../../api/resources';
import type { Provider, Schemas } from '../../api/types';
import { Badge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { TextField, Toggle } from '../../design/Field';
import { FormError } from '../../design/States';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { AccountFields } from './AccountFields';
import { AdvancedFields, advancedFields } from './AdvancedFields';
import { DisconnectFields, disconnectFields } from './DisconnectFields';
import { HealthFields, healthFields } from './HealthFields';
import { KindCards } from './KindCards';
import { kindOf, type KindName } from './kinds';
import { noAccount, toProviderDraft, type ProviderDraft } from './providerDraft';
import { Steps } from './Steps';
import { StepTrail } from './StepTrail';

const fields = ['name', 'base_url', 'api_key', 'server', 'api_version', 'tenant_id', 'client_id', 'project', 'location', 'region', 'role_arn', ...advancedFields, ...healthFields, ...disconnectFields];

interface Props {
  /** Null for a new one. */
  provider: Provider | null;
  /** What the URL says of a new one: its kind once that is chosen, and whether its test is shown. */
  kind?: KindName;
  step?: 'test';
  onClose: () => void;
}

/**
 * Edits a provider, or leads to a new one: its kind, then what that wants to know, then a test, and only then it is saved. The steps
 * stand in the URL, so that the browser's Back is one step back; what was typed stays.
 */
export function ProviderForm({ provider, kind, step, onClose }: Props) {
  const navigate = useNavigate();
  const chosen = useRef('');
  if (kind) chosen.current = kind;
  const editor = useEditor<Provider, ProviderDraft>({ resource: providers, existing: provider, toDraft: (view) => toProviderDraft(view, chosen.current), onClose });
  const { draft, set, isNew } = editor;
  const go = (next: 'test' | undefined, replace = false) => navigate({ to: '/providers', search: { edit: 'new', kind, step: next }, replace });

  // What is in the form is tested, not what is stored; only a credential that is not in the form comes from the store.
  const test = useMutation({
    mutationFn: () => provider && !editor.dirty
      ? body(api.POST('/admin/api/providers/{id}/test', { params: { path: { id: provider.id } }, body: {} }))
      : body(api.POST('/admin/api/providers/test', { body: { provider: { ...draft, name: draft.name || null, base_url: draft.base_url || null } as Schemas['ProviderDraft'] } })),
    onSuccess: () => {
      if (isNew && step !== 'test') return go('test');
    },
  });
  const errors = { ...fieldErrors(test.error), ...editor.errors };
  const at = !isNew ? 'Edit' : !kind ? 'Kind' : step === 'test' && draft.name ? 'Test' : 'Account';

  // What one kind of account was told is no other kind's business.
  useEffect(() => {
    if (!isNew || !kind || draft.kind === kind) return;
    set({ ...noAccount, kind });
    test.reset();
  }, [kind]);

  // Faults of fields are shown where the fields are.
  const faulty = [test.error, editor.error].some((error) => error instanceof Problem && Object.keys(error.errors).length > 0);
  useEffect(() => {
    if (faulty && at === 'Test') void go(undefined, true);
  }, [faulty]);

  const change = (part: Partial<ProviderDraft>) => {
    set(part);
    // What was found out was found out of other fields.
    if (test.error || test.data) test.reset();
  };
  const same = { provider, draft, set: change, errors };
  const testButton = <Button busy={test.isPending} disabled={editor.locked === 'permission'} onClick={() => test.mutate()}>{test.data ? 'Test again' : 'Test connection'}</Button>;
  const back = (to: () => unknown) => <Button onClick={() => void to()}>Back</Button>;

  return (
    <EditorSheet editor={editor} word="provider" fields={fields}
      title={provider?.name ?? (at === 'Kind' ? 'Add provider' : `Add ${kindOf(draft.kind).name}`)} lead={isNew ? <StepTrail at={at as 'Kind'} /> : 'Where calls go, and with which credential.'}
      beside={at === 'Edit' ? testButton : at === 'Account' ? back(() => navigate({ to: '/providers', search: { edit: 'new' } })) : at === 'Test' ? back(() => go(undefined)) : undefined}
      act={at === 'Kind' ? null : at === 'Account' ? { label: 'Test connection', run: () => test.mutate(), busy: test.isPending } : undefined}>
      {at === 'Kind' && <KindCards />}
      {(at === 'Account' || at === 'Edit') && (
        <>
          <TextField label="Name" required autoFocus={isNew} mono value={draft.name} disabled={!isNew} onChange={(e) => change({ name: e.target.value })} errors={errors['name']} hint={isNew ? 'Deployments refer to it. Fixed once made.' : <>Fixed. Kind <Badge>{kindOf(draft.kind).name}</Badge></>} />
          {draft.kind === 'demo' && <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-soft">It needs nothing more: its models are <code className="font-mono text-xs">demo</code>, which answers at once, and <code className="font-mono text-xs">demo-slow</code>, which takes its time.</p>}
          <AccountFields {...same} />
          <Toggle label="Enabled" hint="Calls may be sent to it." checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
          {draft.kind !== 'demo' && <AdvancedFields key={draft.kind} {...same} />}
          {draft.kind !== 'demo' && <HealthFields {...same} />}
          {draft.kind !== 'demo' && <DisconnectFields {...same} />}
        </>
      )}
      {at === 'Test' && (
        <div className="grid gap-3">
          <p className="text-sm text-ink-soft">{verdict(test.data?.ok, draft.name)}</p>
          <div>{testButton}</div>
        </div>
      )}
      {at !== 'Kind' && test.data && <Steps report={test.data} />}
      {at === 'Edit' && test.data && provider?.has_credential && editor.dirty && !draft.api_key && <p className="text-xs text-ink-faint">Tested without the stored credential: what is in the form is not saved yet, and the credential goes nowhere before that.</p>}
      <FormError error={test.error} shown={fields} />
    </EditorSheet>
  );
}

/** What the test means for saving. */
const verdict = (ok: boolean | undefined, name: string) => (
  ok === undefined ? 'Nothing is saved yet. Test the connection, or add it as it is.'
  : ok ? `${name} can be called. Add it, then say which models it serves.`
  : `${name} cannot be called as things stand. Go back to correct it, or add it all the same and mend it later.`
);
