import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { Catalog, Provider } from '../../api/types';
import { Badge } from '../../design/Badge';
import { IconButton } from '../../design/Button';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { CapabilityPicker } from './CapabilityPicker';
import { catalogEntry, offered, type DeploymentDraft } from './modelDraft';
import { PriceFields } from './PriceFields';

interface Props {
  index: number;
  deployment: DeploymentDraft;
  set: (change: Partial<DeploymentDraft>) => void;
  catalog: Catalog;
  providers: Provider[];
  errors: Record<string, string[]>;
  onRemove?: () => void;
}

/** One deployment of a model. What the catalog knows stands in the fields until something else is set. */
export function DeploymentFields({ index, deployment: d, set, catalog, providers, errors, onRemove }: Props) {
  const options = useId();
  const at = (field: string) => errors[`deployments[${index}].${field}`];
  const below = (field: string) => {
    const start = `deployments[${index}].${field}.`;
    const found = Object.entries(errors).flatMap(([name, messages]) => (name.startsWith(start) ? messages.map((message) => `${name.slice(start.length)} ${message}`) : []));
    return found.length > 0 ? found : at(field);
  };
  const kind = providers.find((p) => p.name === d.provider)?.kind;
  const entry = catalogEntry(catalog, kind, d.upstream_model);
  const tokens = (value: string) => (value === '' ? null : Number(value));
  return (
    <fieldset className="grid min-w-0 gap-4 rounded-xl border border-line p-4">
      <legend className="px-1.5 text-xs font-semibold text-ink-soft">Deployment {index + 1}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Provider" required value={d.provider} onChange={(e) => set({ provider: e.target.value })} errors={at('provider')}>
          <option value="" disabled>Choose…</option>
          {providers.map((p) => <option key={p.id} value={p.name}>{p.name}{!p.enabled && ' (disabled)'}</option>)}
        </SelectField>
        <TextField label="Upstream model" mono required list={options} value={d.upstream_model} onChange={(e) => set({ upstream_model: e.target.value })} errors={at('upstream_model')}
          hint={entry ? <><Badge lamp="clear">in the catalog</Badge> of {catalog.date}: fills in what you leave empty.</> : 'The name the provider knows it by.'} />
        <datalist id={options}>{offered(catalog, kind).map((m) => <option key={m.id} value={m.id} />)}</datalist>
      </div>
      {d.prices
        ? <p className="text-sm text-ink-soft">It has {d.prices.length} prices that follow each other. They are set through the API or a file, and stay as they are.</p>
        : <PriceFields price={d.price} known={entry?.price ?? null} onChange={(price) => set({ price })} errors={below('price')} />}
      <CapabilityPicker chosen={d.capabilities} known={entry?.capabilities ?? null} onChange={(capabilities) => set({ capabilities })} errors={at('capabilities')} />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <TextField label="Context, tokens" type="number" min={1} value={d.context_tokens ?? ''} placeholder={entry?.context_tokens?.toString()} onChange={(e) => set({ context_tokens: tokens(e.target.value) })} errors={at('context_tokens')} />
        <TextField label="Output, tokens" type="number" min={1} value={d.output_tokens ?? ''} placeholder={entry?.output_tokens?.toString()} onChange={(e) => set({ output_tokens: tokens(e.target.value) })} errors={at('output_tokens')} />
        <TextField label="Priority" type="number" min={0} value={d.priority} onChange={(e) => set({ priority: e.target.valueAsNumber || 0 })} errors={at('priority')} hint="Lower is first." />
        <TextField label="Weight" type="number" min={0} value={d.weight} onChange={(e) => set({ weight: e.target.valueAsNumber || 0 })} errors={at('weight')} hint="Among equals." />
      </div>
      <div className="flex items-center justify-between">
        <Toggle label="Enabled" checked={d.enabled} onChange={(enabled) => set({ enabled })} />
        {onRemove && <IconButton label={`Remove deployment ${index + 1}`} onClick={onRemove}><Trash2 aria-hidden /></IconButton>}
      </div>
    </fieldset>
  );
}
