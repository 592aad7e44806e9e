import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { all, call, Problem, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, SelectField, TextField, Toggle } from '../../design/controls';
import { compact } from '../../design/format';
import { Badge, DemoBadge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, Table, YamlBadge } from '../../design/surfaces';

type Model = Schemas['ModelView'];

interface Row { provider: string; upstream_model: string; priority: string; weight: string; enabled: boolean; input: string; cached: string; output: string }

const emptyRow = (provider: string): Row => ({ provider, upstream_model: '', priority: '0', weight: '1', enabled: true, input: '', cached: '', output: '' });

export function ModelsPage() {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => all<Model>('/models', signal) });
  const [editing, setEditing] = useState<Model | 'new' | null>(null);
  const [removing, setRemoving] = useState<Model | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['models'] });

  return (
    <>
      <PageHead title="Models" lead="Public names that callers use. Each resolves to one or more deployments, tried in order of priority." actions={<Button tone="primary" onClick={() => setEditing('new')}><Plus className="size-4" aria-hidden />Add model</Button>} />
      <Panel flush>
        {error ? <Failure error={error} retry={() => refetch()} /> : isPending ? <Skeleton /> : data.length === 0 ? (
          <Empty title="No models yet" action={<Button tone="primary" onClick={() => setEditing('new')}>Add model</Button>}>Give a model the name your callers should use, and say which provider serves it.</Empty>
        ) : (
          <Table head={['Name', 'Deployments', 'Capabilities', 'Price per million tokens', 'State', '']}>
            {data.map((m) => (
              <tr key={m.id}>
                <td className="align-top"><span className="font-mono text-[13px] font-medium">{m.name}</span> {m.owner === 'yaml' && <YamlBadge />}{m.description && <span className="block max-w-64 text-xs text-ink-faint">{m.description}</span>}</td>
                <td className="align-top">{m.deployments.map((d) => <span key={d.id} className="block font-mono text-[13px] whitespace-nowrap">{d.provider}/{d.upstream_model} {d.demo && <DemoBadge />} {!d.enabled && <Badge lamp="caution">off</Badge>}</span>)}</td>
                <td className="align-top"><span className="flex max-w-56 flex-wrap gap-1">{(m.deployments[0]?.capabilities ?? []).map((c) => <Badge key={c}>{c}</Badge>)}</span>{m.deployments[0]?.context_tokens && <span className="text-xs text-ink-faint">{compact(m.deployments[0].context_tokens)} tokens context</span>}</td>
                <td className="align-top whitespace-nowrap">{m.deployments.map((d) => <span key={d.id} className="block tabular-nums">{d.price ? `$${d.price.input} in · $${d.price.output} out` : <span className="text-ink-faint">unknown: calls have no cost</span>}{d.price_source === 'catalog' && <span className="text-xs text-ink-faint"> catalog</span>}</span>)}</td>
                <td className="align-top">{m.enabled ? <Badge lamp="clear">enabled</Badge> : <Badge lamp="caution">disabled</Badge>}</td>
                <td className="align-top">
                  <div className="flex justify-end gap-1">
                    <Button tone="quiet" className="h-8 px-2" onClick={() => setEditing(m)}>Edit</Button>
                    <Button tone="quiet" className="h-8 px-2 text-danger" disabled={m.owner === 'yaml'} onClick={() => setRemoving(m)}>Delete</Button>
                  </div>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      {editing && <ModelForm model={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={() => { setEditing(null); void changed(); }} />}
      {removing && (
        <Confirm open onClose={() => setRemoving(null)} title={`Delete ${removing.name}?`} action="Delete model" run={() => call('DELETE', `/models/${removing.id}`, { etag: removing.etag }).then(changed)}>
          Callers that ask for it get 404 from the next call on. A model that grants or route groups still name is not deleted; you will be told which.
        </Confirm>
      )}
    </>
  );
}

function ModelForm({ model, onClose, onSaved }: { model: Model | null; onClose: () => void; onSaved: () => void }) {
  const providers = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => all<Schemas['ProviderView']>('/providers', signal) });
  const catalog = useQuery({ queryKey: ['catalog'], queryFn: () => call<Schemas['CatalogDocument']>('GET', '/catalog'), staleTime: Infinity });
  const [name, setName] = useState(model?.name ?? '');
  const [description, setDescription] = useState(model?.description ?? '');
  const [enabled, setEnabled] = useState(model?.enabled ?? true);
  const [rows, setRows] = useState<Row[]>(model?.deployments.map((d) => ({
    provider: d.provider, upstream_model: d.upstream_model, priority: String(d.priority), weight: String(d.weight), enabled: d.enabled,
    input: d.price_source === 'own' ? String(d.price?.input ?? '') : '', cached: d.price_source === 'own' ? String(d.price?.cached_input ?? '') : '', output: d.price_source === 'own' ? String(d.price?.output ?? '') : '',
  })) ?? [emptyRow('')]);
  const locked = model?.owner === 'yaml';
  const update = (i: number, change: Partial<Row>) => setRows(rows.map((r, j) => (j === i ? { ...r, ...change } : r)));

  const save = useMutation({
    mutationFn: () => {
      const body = {
        name, description: description || null, enabled,
        deployments: rows.map((r, i) => {
          const before = model?.deployments[i];
          const same = before && before.provider === r.provider && before.upstream_model === r.upstream_model;
          return {
            provider: r.provider || providers.data?.[0]?.name, upstream_model: r.upstream_model, priority: Number(r.priority), weight: Number(r.weight), enabled: r.enabled,
            ...(r.input !== '' || r.output !== '' ? { price: { input: Number(r.input), output: Number(r.output), ...(r.cached !== '' ? { cached_input: Number(r.cached) } : {}) } } : {}),
            ...(same && before.price_source === 'own' ? { capabilities: before.capabilities } : {}),
          };
        }),
      };
      return model ? call('PATCH', `/models/${model.id}`, { etag: model.etag, body }) : call('POST', '/models', { body });
    },
    onSuccess: onSaved,
  });
  const errors = save.error instanceof Problem ? save.error.errors : {};

  return (
    <Dialog open onClose={onClose} wide title={model ? model.name : 'Add model'} lead={locked ? 'The YAML configuration manages this model.' : undefined}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <fieldset disabled={locked} className="grid gap-4 sm:grid-cols-2">
          <TextField label="Public name" mono required value={name} disabled={!!model} onChange={(e) => setName(e.target.value)} errors={errors['name']} hint="What callers put in “model”; fixed once made." />
          <TextField label="Description" value={description} onChange={(e) => setDescription(e.target.value)} errors={errors['description']} />
          <Toggle label="Enabled" checked={enabled} onChange={setEnabled} />
        </fieldset>
        <datalist id="catalog-models">{catalog.data?.models.map((m) => <option key={`${m.provider_kind}/${m.id}`} value={m.id}>{m.provider_kind}</option>)}</datalist>
        {rows.map((row, i) => {
          const kind = providers.data?.find((p) => p.name === row.provider)?.kind;
          const known = catalog.data?.models.find((m) => m.provider_kind === kind && m.id === row.upstream_model);
          return (
            <fieldset key={i} disabled={locked} className="grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-6">
              <legend className="px-1 text-xs font-medium text-ink-faint">Deployment {i + 1}</legend>
              <div className="sm:col-span-2"><SelectField label="Provider" value={row.provider} required onChange={(e) => update(i, { provider: e.target.value })} errors={errors[`deployments[${i}].provider`]}><option value="" disabled>Choose…</option>{providers.data?.map((p) => <option key={p.id} value={p.name}>{p.name}</option>)}</SelectField></div>
              <div className="sm:col-span-2"><TextField label="Upstream model" mono required list="catalog-models" value={row.upstream_model} onChange={(e) => update(i, { upstream_model: e.target.value })} errors={errors[`deployments[${i}].upstream_model`]} /></div>
              <TextField label="Priority" type="number" value={row.priority} onChange={(e) => update(i, { priority: e.target.value })} errors={errors[`deployments[${i}].priority`]} />
              <TextField label="Weight" type="number" value={row.weight} onChange={(e) => update(i, { weight: e.target.value })} errors={errors[`deployments[${i}].weight`]} />
              <div className="sm:col-span-2"><TextField label="Input, $ per 1M" inputMode="decimal" value={row.input} placeholder={known?.price ? `${known.price.input} (catalog)` : ''} onChange={(e) => update(i, { input: e.target.value })} errors={errors[`deployments[${i}].price`]} /></div>
              <div className="sm:col-span-2"><TextField label="Cached input, $ per 1M" inputMode="decimal" value={row.cached} placeholder={known?.price?.cached_input != null ? `${known.price.cached_input} (catalog)` : 'as input'} onChange={(e) => update(i, { cached: e.target.value })} /></div>
              <div className="sm:col-span-2"><TextField label="Output, $ per 1M" inputMode="decimal" value={row.output} placeholder={known?.price ? `${known.price.output} (catalog)` : ''} onChange={(e) => update(i, { output: e.target.value })} /></div>
              <div className="flex items-center justify-between sm:col-span-6">
                <Toggle label="Enabled" checked={row.enabled} onChange={(value) => update(i, { enabled: value })} />
                {rows.length > 1 && <Button tone="quiet" className="h-8 px-2" onClick={() => setRows(rows.filter((_, j) => j !== i))}><Trash2 className="size-4" aria-hidden />Remove</Button>}
              </div>
            </fieldset>
          );
        })}
        {!locked && <div><Button onClick={() => setRows([...rows, emptyRow('')])}><Plus className="size-4" aria-hidden />Add deployment</Button></div>}
        <FormError error={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          {!locked && <Button tone="primary" type="submit" busy={save.isPending}>{model ? 'Save' : 'Add model'}</Button>}
        </div>
      </form>
    </Dialog>
  );
}
