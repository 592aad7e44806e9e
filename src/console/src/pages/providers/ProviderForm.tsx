import { useMutation } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import { providers } from '../../api/resources';
import type { Provider, Schemas } from '../../api/types';
import { Button } from '../../design/Button';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { FormError } from '../../design/States';
import { EditorSheet } from '../../editing/EditorSheet';
import { PairsField } from '../../editing/PairsField';
import { useEditor } from '../../editing/useEditor';
import { CredentialField } from './CredentialField';
import { kinds, toProviderDraft, type ProviderDraft } from './providerDraft';
import { Steps } from './Steps';

const timeouts = { connect_ms: 'Connect', first_byte_ms: 'First byte', idle_ms: 'Silence within a stream', total_ms: 'Whole call' } as const;
const fields = ['name', 'kind', 'base_url', 'api_key', 'retries', 'headers', 'server', ...Object.keys(timeouts).map((t) => `timeouts.${t}`)];

export function ProviderForm({ provider, onClose }: { provider: Provider | null; onClose: () => void }) {
  const editor = useEditor<Provider, ProviderDraft>({ resource: providers, existing: provider, toDraft: toProviderDraft, onClose });
  const { draft, set } = editor;
  // What is in the form is tested, not what is stored; only a credential that is not in the form comes from the store.
  const test = useMutation({
    mutationFn: () => provider && !editor.dirty
      ? body(api.POST('/admin/api/providers/{id}/test', { params: { path: { id: provider.id } }, body: {} }))
      : body(api.POST('/admin/api/providers/test', { body: { provider: { ...draft, name: draft.name || null, base_url: draft.base_url || null } as Schemas['ProviderDraft'] } })),
  });
  const errors = { ...fieldErrors(test.error), ...editor.errors };
  const isDemo = draft.kind === 'demo';

  return (
    <EditorSheet editor={editor} word="provider" fields={fields} title={provider?.name ?? 'Add provider'} lead="Where calls go, and with which credential."
      beside={<Button busy={test.isPending} disabled={editor.locked === 'permission'} onClick={() => test.mutate()}>Test connection</Button>}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" required autoFocus={editor.isNew} mono value={draft.name} disabled={!editor.isNew} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} hint="Deployments refer to it. Fixed once made." />
        <SelectField label="Kind" value={draft.kind} onChange={(e) => set({ kind: e.target.value })} errors={errors['kind']}>
          {kinds.map(({ kind, name }) => <option key={kind} value={kind}>{name}</option>)}
          {!kinds.some(({ kind }) => kind === draft.kind) && <option value={draft.kind}>{draft.kind}</option>}
        </SelectField>
      </div>
      {!isDemo && (
        <>
          <TextField label="Base URL" mono type="url" value={draft.base_url} onChange={(e) => set({ base_url: e.target.value })} errors={errors['base_url']}
            placeholder={kinds.find(({ kind }) => kind === draft.kind)?.url} hint={draft.kind === 'openai' || draft.kind === 'anthropic' ? 'Left empty, the vendor’s own.' : 'With its version segment, such as /v1: the paths of the API are appended.'} />
          <CredentialField stored={provider?.has_credential ?? false} value={draft.api_key} onChange={(api_key) => set({ api_key })} errors={errors['api_key']} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Toggle label="Allow private addresses" hint="For servers in your own network. Link-local and metadata addresses stay closed." checked={draft.allow_private} onChange={(allow_private) => set({ allow_private })} />
            <Toggle label="Allow plain HTTP" hint="Credential and prompts travel unencrypted." checked={draft.allow_http} onChange={(allow_http) => set({ allow_http })} />
          </div>
        </>
      )}
      <Toggle label="Enabled" hint="Calls may be sent to it." checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
      <details className="rounded-lg border border-line px-4 py-3" open={fields.slice(4).some((f) => errors[f]) || undefined}>
        <summary className="text-sm font-medium">Timeouts, retries, headers</summary>
        <div className="mt-3 grid gap-4">
          <div className="grid grid-cols-2 gap-4">
            {(Object.keys(timeouts) as (keyof typeof timeouts)[]).map((name) => (
              <TextField key={name} label={`${timeouts[name]}, ms`} type="number" min={100} value={draft.timeouts[name] || ''} onChange={(e) => set({ timeouts: { ...draft.timeouts, [name]: e.target.valueAsNumber || 0 } })} errors={errors[`timeouts.${name}`]} />
            ))}
            <TextField label="Retries" type="number" min={0} max={5} value={draft.retries} onChange={(e) => set({ retries: e.target.valueAsNumber || 0 })} errors={errors['retries']} hint="Only before the first byte is sent." />
          </div>
          <Toggle label="Understands stream_options.include_usage" hint="The gateway asks for usage at the end of streams. Switch off for servers that refuse the field: their streams are not counted then." checked={draft.stream_usage} onChange={(stream_usage) => set({ stream_usage })} />
          {draft.kind === 'openai_compatible' && <TextField label="Server" mono value={draft.server ?? ''} onChange={(e) => set({ server: e.target.value || null })} errors={errors['server']} placeholder="vllm" hint="What translated calls may say to it. Left empty, it goes by the host." />}
          <PairsField label="Headers sent with each call" nameLabel="Header" valueLabel="Value" pairs={draft.headers} onChange={(headers) => set({ headers })} errors={errors} path="headers" hint="Not for credentials: those belong above, where they are encrypted." />
        </div>
      </details>
      {test.data && <Steps report={test.data} />}
      {test.data && provider?.has_credential && editor.dirty && !draft.api_key && <p className="text-xs text-ink-faint">Tested without the stored credential: what is in the form is not saved yet, and the credential goes nowhere before that.</p>}
      <FormError error={test.error} shown={fields} />
    </EditorSheet>
  );
}
