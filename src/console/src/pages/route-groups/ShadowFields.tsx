import { SelectField, TextField, Toggle } from '../../design/Field';
import { useModels } from '../models/useModels';
import type { RouteGroupDraft } from './routeGroupDraft';

interface Props {
  draft: RouteGroupDraft;
  set: (change: Partial<RouteGroupDraft>) => void;
  errors: Record<string, string[]>;
}

/** Fields that show their own faults. */
export const candidateFields = [
  'shadow.models', 'shadow.models[0]', 'shadow.sample_percent', 'shadow.daily_cost_usd',
  ...['min_pairs', 'max_error_percent', 'max_latency_ratio', 'max_cost_ratio', 'min_agreement_percent'].map((field) => `promotion.${field}`),
  ...['minutes', 'min_calls', 'max_error_percent'].map((field) => `watch.${field}`),
];

const number = (text: string) => (text === '' ? null : Number(text));

/** Shadow traffic, the evidence a promotion needs, and what is watched after it. Bounds that are not here stand in the API and keep what they were. */
export function ShadowFields({ draft, set, errors }: Props) {
  const models = useModels();
  const { shadow, promotion, watch } = draft;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-soft">Candidates</legend>
      <Toggle label="Shadow traffic" hint="A candidate answers too, after the primary has answered well. The caller neither waits nor pays." checked={!!shadow} onChange={(on) => set({ shadow: on ? { models: null, sample_percent: 100, timeout_seconds: 15, max_concurrency: 4, daily_cost_usd: null, keep_texts: false, retention_days: 30 } : null })} />
      {shadow && (
        <div className="grid gap-3 sm:grid-cols-3">
          <SelectField label="Candidate" value={shadow.models?.length === 1 ? shadow.models[0] : shadow.models ? 'several' : ''} errors={errors['shadow.models'] ?? errors['shadow.models[0]']}
            onChange={(e) => set({ shadow: { ...shadow, models: e.target.value === '' ? null : e.target.value === 'several' ? shadow.models : [e.target.value] } })}>
            <option value="">all shadows</option>
            {shadow.models && shadow.models.length > 1 && <option value="several">{shadow.models.join(', ')}</option>}
            {models.data?.map((m) => <option key={m.id} value={m.name}>{m.name}</option>)}
          </SelectField>
          <TextField label="Share of calls, %" type="number" min={0} max={100} value={shadow.sample_percent ?? 100} onChange={(e) => set({ shadow: { ...shadow, sample_percent: e.target.valueAsNumber || 0 } })} errors={errors['shadow.sample_percent']} />
          <TextField label="USD per day at most" type="number" min={0} step="any" value={shadow.daily_cost_usd ?? ''} onChange={(e) => set({ shadow: { ...shadow, daily_cost_usd: number(e.target.value) } })} errors={errors['shadow.daily_cost_usd']} hint="Empty: no bound." />
        </div>
      )}
      <Toggle label="Promotions need evidence" hint="Comparisons by shadow traffic, each bound at the unfavorable end of its interval." checked={!!promotion} onChange={(on) => set({ promotion: on ? { min_pairs: 200, window_days: 7, max_error_percent: 2, max_latency_ratio: 1.2, max_cost_ratio: null, min_agreement_percent: null } : null })} />
      {promotion && (
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField label="Comparisons at least" type="number" min={1} value={promotion.min_pairs ?? 200} onChange={(e) => set({ promotion: { ...promotion, min_pairs: e.target.valueAsNumber || 0 } })} errors={errors['promotion.min_pairs']} />
          <TextField label="Failures at most, %" type="number" min={0} step="any" value={promotion.max_error_percent ?? ''} onChange={(e) => set({ promotion: { ...promotion, max_error_percent: number(e.target.value) } })} errors={errors['promotion.max_error_percent']} />
          <TextField label="Times as slow at most" type="number" min={0} step="any" value={promotion.max_latency_ratio ?? ''} onChange={(e) => set({ promotion: { ...promotion, max_latency_ratio: number(e.target.value) } })} errors={errors['promotion.max_latency_ratio']} />
          <TextField label="Times the cost at most" type="number" min={0} step="any" value={promotion.max_cost_ratio ?? ''} onChange={(e) => set({ promotion: { ...promotion, max_cost_ratio: number(e.target.value) } })} errors={errors['promotion.max_cost_ratio']} />
          <TextField label="Same answers at least, %" type="number" min={0} step="any" value={promotion.min_agreement_percent ?? ''} onChange={(e) => set({ promotion: { ...promotion, min_agreement_percent: number(e.target.value) } })} errors={errors['promotion.min_agreement_percent']} />
        </div>
      )}
      <Toggle label="Roll back by itself" hint="When a new primary fails too many of its calls beyond doubt." checked={!!watch} onChange={(on) => set({ watch: on ? { minutes: 30, min_calls: 20, max_error_percent: 5 } : null })} />
      {watch && (
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField label="Minutes after a promotion" type="number" min={1} value={watch.minutes ?? 30} onChange={(e) => set({ watch: { ...watch, minutes: e.target.valueAsNumber || 0 } })} errors={errors['watch.minutes']} />
          <TextField label="Calls at least" type="number" min={1} value={watch.min_calls ?? 20} onChange={(e) => set({ watch: { ...watch, min_calls: e.target.valueAsNumber || 0 } })} errors={errors['watch.min_calls']} />
          <TextField label="Failures at most, %" type="number" min={0} step="any" value={watch.max_error_percent ?? 5} onChange={(e) => set({ watch: { ...watch, max_error_percent: e.target.valueAsNumber || 0 } })} errors={errors['watch.max_error_percent']} />
        </div>
      )}
    </fieldset>
  );
}
