import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX, Plus } from 'lucide-react';
import { useState } from 'react';
import { all, call, Problem, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, SelectField, TextField, Toggle } from '../../design/controls';
import { duration } from '../../design/format';
import { Badge, DemoBadge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, Table, YamlBadge } from '../../design/surfaces';

type Provider = Schemas['ProviderView'];

export function ProvidersPage() {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => all<Provider>('/providers', signal) });
  const [editing, setEditing] = useState<Provider | 'new' | null>(null);
  const [testing, setTesting] = useState<Provider | null>(null);
  const [removing, setRemoving] = useState<Provider | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['providers'] });
  const toggle = useMutation({
    mutationFn: (p: Provider) => call('PATCH', `/providers/${p.id}`, { etag: p.etag, body: { enabled: !p.enabled } }),
    onSettled: changed,
  });

  return (
    <>
      <PageHead title="Providers" lead="Upstream accounts: where calls go, and with which credential." actions={<Button tone="primary" onClick={() => setEditing('new')}><Plus className="size-4" aria-hidden />Add provider</Button>} />
      <Panel flush>
        <FormError error={toggle.error} />
        {error ? <Failure error={error} retry={() => refetch()} /> : isPending ? <Skeleton /> : data.length === 0 ? (
          <Empty title="No providers yet" action={<Button tone="primary" onClick={() => setEditing('new')}>Add provider</Button>}>Add OpenAI, or any server that speaks its protocol: vLLM, SGLang, Ollama and the like.</Empty>
        ) : (
          <Table head={['Name', 'Kind', 'Base URL', 'Credential', 'State', '']}>
            {data.map((p) => (
              <tr key={p.id}>
                <td className="font-medium whitespace-nowrap">{p.name} {p.demo && <DemoBadge />} {p.owner === 'yaml' && <YamlBadge />}</td>
                <td className="font-mono text-[13px]">{p.kind}</td>
                <td className="font-mono text-[13px] text-ink-soft">{p.demo ? 'inside the gateway' : p.base_url}</td>
                <td>{p.has_credential ? <Badge lamp="clear">set</Badge> : <Badge>none</Badge>}</td>
                <td>{p.enabled ? <Badge lamp="clear">enabled</Badge> : <Badge lamp="caution">disabled</Badge>}</td>
                <td>
                  <div className="flex justify-end gap-1">
                    <Button tone="quiet" className="h-8 px-2" onClick={() => setTesting(p)}>Test</Button>
                    <Button tone="quiet" className="h-8 px-2" disabled={p.owner === 'yaml'} onClick={() => toggle.mutate(p)}>{p.enabled ? 'Disable' : 'Enable'}</Button>
                    <Button tone="quiet" className="h-8 px-2" onClick={() => setEditing(p)}>Edit</Button>
                    <Button tone="quiet" className="h-8 px-2 text-danger" disabled={p.owner === 'yaml'} onClick={() => setRemoving(p)}>Delete</Button>
                  </div>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      {editing && <ProviderForm provider={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={() => { setEditing(null); void changed(); }} />}
      {testing && <TestDialog provider={testing} onClose={() => setTesting(null)} />}
      {removing && (
        <Confirm open onClose={() => setRemoving(null)} title={`Delete ${removing.name}?`} action="Delete provider"
          run={() => call('DELETE', `/providers/${removing.id}`, { etag: removing.etag }).then(changed)}>
          Its credential is forgotten. A provider that deployments still use is not deleted; you will be told which.
        </Confirm>
      )}
    </>
  );
}

function ProviderForm({ provider, onClose, onSaved }: { provider: Provider | null; onClose: () => void; onSaved: () => void }) {
  const [name, setName] = useState(provider?.name ?? '');
  const [kind, setKind] = useState(provider?.kind ?? 'openai_compatible');
  const [baseUrl, setBaseUrl] = useState(provider?.base_url ?? '');
  const [apiKey, setApiKey] = useState('');
  const [allowPrivate, setAllowPrivate] = useState(provider?.allow_private ?? false);
  const [allowHttp, setAllowHttp] = useState(provider?.allow_http ?? false);
  const [retries, setRetries] = useState(String(provider?.retries ?? 2));
  const [timeouts, setTimeouts] = useState(provider?.timeouts ?? { connect_ms: 10_000, first_byte_ms: 120_000, idle_ms: 120_000, total_ms: 900_000 });
  const locked = provider?.owner === 'yaml';

  const body = () => ({
    name, kind, base_url: kind === 'demo' || !baseUrl ? undefined : baseUrl, ...(apiKey ? { api_key: apiKey } : {}),
    allow_private: allowPrivate, allow_http: allowHttp, retries: Number(retries), timeouts,
  });
  const save = useMutation({
    mutationFn: () => (provider ? call('PATCH', `/providers/${provider.id}`, { etag: provider.etag, body: body() }) : call('POST', '/providers', { body: body() })),
    onSuccess: onSaved,
  });
  const test = useMutation({ mutationFn: () => call<Schemas['ProbeReport']>('POST', '/providers/test', { body: { provider: body() } }) });
  const errors = save.error instanceof Problem ? save.error.errors : test.error instanceof Problem ? test.error.errors : {};

  return (
    <Dialog open onClose={onClose} wide title={provider ? provider.name : 'Add provider'} lead={locked ? 'The YAML configuration manages this provider; it can be looked at here, and changed there.' : undefined}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <fieldset disabled={locked} className="grid gap-4 sm:grid-cols-2">
          <TextField label="Name" required value={name} disabled={!!provider} onChange={(e) => setName(e.target.value)} errors={errors['name']} hint="Models refer to it; fixed once made." />
          <SelectField label="Kind" value={kind} onChange={(e) => setKind(e.target.value)} errors={errors['kind']}>
            <option value="openai_compatible">OpenAI-compatible (vLLM, SGLang, Ollama…)</option>
            <option value="openai">OpenAI</option>
            <option value="demo">Demo (built in)</option>
          </SelectField>
          {kind !== 'demo' && (
            <>
              <div className="sm:col-span-2"><TextField label="Base URL" mono value={baseUrl} onChange={(e) => setBaseUrl(e.target.value)} errors={errors['base_url']} placeholder={kind === 'openai' ? 'https://api.openai.com/v1' : 'https://host.example/v1'} hint="With the version segment; the API’s paths are appended." /></div>
              <div className="sm:col-span-2"><TextField label="API key" type="password" mono value={apiKey} onChange={(e) => setApiKey(e.target.value)} errors={errors['api_key']} placeholder={provider?.has_credential ? 'set; leave empty to keep it' : ''} hint="Encrypted at rest, never shown again." /></div>
              <Toggle label="Allow private addresses" hint="For servers in your own network." checked={allowPrivate} onChange={setAllowPrivate} disabled={locked} />
              <Toggle label="Allow plain HTTP" hint="Credential and prompts travel unencrypted." checked={allowHttp} onChange={setAllowHttp} disabled={locked} />
            </>
          )}
        </fieldset>
        <details className="rounded-lg border border-line px-4 py-3">
          <summary className="cursor-pointer text-sm font-medium">Timeouts and retries</summary>
          <fieldset disabled={locked} className="mt-3 grid gap-4 sm:grid-cols-3">
            {(['connect_ms', 'first_byte_ms', 'idle_ms', 'total_ms'] as const).map((field) => (
              <TextField key={field} label={{ connect_ms: 'Connect (ms)', first_byte_ms: 'First byte (ms)', idle_ms: 'Idle (ms)', total_ms: 'Total (ms)' }[field]} type="number"
                value={String(timeouts[field] ?? '')} onChange={(e) => setTimeouts({ ...timeouts, [field]: Number(e.target.value) })} errors={errors[`timeouts.${field}`]} />
            ))}
            <TextField label="Retries" type="number" value={retries} onChange={(e) => setRetries(e.target.value)} errors={errors['retries']} hint="Before the first byte is sent." />
          </fieldset>
        </details>
        {test.data && <Steps report={test.data} />}
        <FormError error={save.error ?? test.error} />
        <div className="flex justify-end gap-2">
          <Button className="mr-auto" busy={test.isPending} onClick={() => test.mutate()}>Test connection</Button>
          <Button onClick={onClose}>Cancel</Button>
          {!locked && <Button tone="primary" type="submit" busy={save.isPending}>{provider ? 'Save' : 'Add provider'}</Button>}
        </div>
      </form>
    </Dialog>
  );
}

function TestDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const [model, setModel] = useState('');
  const test = useMutation({ mutationFn: () => call<Schemas['ProbeReport']>('POST', `/providers/${provider.id}/test`, { body: { model: model || undefined } }) });
  return (
    <Dialog open onClose={onClose} title={`Test ${provider.name}`} lead="Calls the provider now, step by step, with the stored credential.">
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); test.mutate(); }}>
        <TextField label="Upstream model" mono value={model} onChange={(e) => setModel(e.target.value)} hint="Left empty, any model will do." />
        {test.data && <Steps report={test.data} />}
        {test.error ? <Failure error={test.error} /> : null}
        <div className="flex justify-end"><Button tone="primary" type="submit" busy={test.isPending}>{test.data ? 'Test again' : 'Test connection'}</Button></div>
      </form>
    </Dialog>
  );
}

const stepNames: Record<string, string> = { url: 'Base URL', dns: 'Name resolves', address: 'Address is allowed', connect: 'Connection', tls: 'TLS', auth: 'Credential', model: 'Model' };

function Steps({ report }: { report: Schemas['ProbeReport'] }) {
  return (
    <ol className="grid gap-2 rounded-lg bg-sunken p-3 text-sm" aria-label={report.ok ? 'The connection works' : 'The connection fails'}>
      {report.steps.map((step) => (
        <li key={step.name} className="flex items-start gap-2.5">
          {step.ok === true ? <CircleCheck className="mt-0.5 size-4 shrink-0 text-clear" aria-label="passed" /> : step.ok === false ? <CircleX className="mt-0.5 size-4 shrink-0 text-danger" aria-label="failed" /> : <CircleMinus className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-label="skipped" />}
          <span className="min-w-0"><span className="font-medium">{stepNames[step.name] ?? step.name}</span> {step.ok !== null && <span className="text-xs text-ink-faint">{duration(step.duration_ms)}</span>}<span className="block break-words text-ink-soft">{step.detail}</span></span>
        </li>
      ))}
    </ol>
  );
}
