import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { send } from '../../api/client';
import { qualityContracts } from '../../api/resources';
import type { QualityContract, Schemas } from '../../api/types';
import { Button, IconButton } from '../../design/Button';
import { SelectField, TextArea, TextField, Toggle } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { useModels } from '../models/useModels';
import { toContractDraft, type ContractDraft } from './contractDraft';
import { LinesField, NumberField, WordsField } from './ContractFields';

const row = 'grid gap-3 sm:grid-cols-3';
const shown = ['route_group', 'users', 'tasks', 'cost.max_usd_per_call', 'cost.baseline_usd_per_call', 'cost.min_saving_percent', 'latency.max_p50_ms', 'latency.max_p95_ms', 'latency.max_first_token_p95_ms', 'latency.min_tokens_per_second', 'reliability.max_fallback_percent', 'reliability.max_timeout_percent', 'reliability.max_error_percent', 'period.hours', 'period.min_calls', 'promotion.suite', 'promotion.max_score_drop', 'promotion.min_tasks', 'promotion.note', 'rollback.note', 'judge.model', 'judge.sample_percent', 'judge.daily_cost_usd', 'judge.template'];

/** What a route group must achieve, field by field. What is left empty is not asked for. */
export function ContractForm({ contract, group, groups, onClose }: { contract: QualityContract | null; group: string; groups: string[]; onClose: () => void }) {
  const editor = useEditor<QualityContract, ContractDraft>({ resource: qualityContracts, existing: contract, toDraft: toContractDraft(group), onClose });
  const models = useModels();
  const usual = useQuery({ queryKey: ['quality-contracts', 'judge-template'], staleTime: Infinity, queryFn: ({ signal }) => send<Schemas['JudgeTemplateView']>('get', '/admin/api/quality-contracts/judge-template', { signal }) }).data?.template ?? '';
  const { draft, set, errors } = editor;
  const setSuccess = (index: number, change: Partial<ContractDraft['success'][number]>) => set({ success: draft.success.map((term, i) => (i === index ? { ...term, ...change } : term)) });
  const fields = [...shown, ...draft.success.flatMap((_, i) => ['suite', 'min_pass_percent', 'min_score', 'min_tasks', 'max_age_days'].map((field) => `success[${i}].${field}`))];
  return (
    <EditorSheet editor={editor} word="contract" fields={fields} title={contract ? `Contract of ${contract.route_group}` : 'Write a contract'} lead="What the group must achieve, for whom. What is left empty is not asked for.">
      <SelectField label="Route group" required value={draft.route_group} disabled={!editor.isNew} onChange={(e) => set({ route_group: e.target.value })} errors={errors['route_group'] ?? []}>
        <option value="" disabled>Choose…</option>
        {(editor.isNew ? groups : [draft.route_group]).map((key) => <option key={key}>{key}</option>)}
      </SelectField>
      <div className="grid gap-3 sm:grid-cols-2">
        <LinesField label="For whom" value={draft.users} onChange={(users) => set({ users })} errors={errors['users']} hint="One a line: product app, coding agent." />
        <LinesField label="What for" value={draft.tasks} onChange={(tasks) => set({ tasks })} errors={errors['tasks']} hint="One a line: extraction, short chat." />
      </div>
      <WordsField label="APIs that all who serve must serve" words={['chat', 'responses', 'messages', 'embeddings']} chosen={draft.api_shapes} onChange={(api_shapes) => set({ api_shapes })} />
      <WordsField label="APIs through which they must call tools" words={['chat', 'responses', 'messages']} chosen={draft.tools} onChange={(tools) => set({ tools })} />
      <WordsField label="What they must take" words={['text', 'image', 'audio', 'document']} chosen={draft.modalities} onChange={(modalities) => set({ modalities })} />
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-1 text-xs font-medium text-ink-soft">Evaluations must show</legend>
        {draft.success.map((term, i) => (
          <div key={i} className="grid gap-2 rounded-lg border border-line p-2.5 sm:grid-cols-[2fr_1fr_1fr_1fr_1fr_auto]">
            <TextField label="Suite" value={term.suite ?? ''} onChange={(e) => setSuccess(i, { suite: e.target.value })} errors={errors[`success[${i}].suite`] ?? []} />
            <NumberField label="Passed, % at least" value={term.min_pass_percent} onChange={(value) => setSuccess(i, { min_pass_percent: value })} errors={errors[`success[${i}].min_pass_percent`]} />
            <NumberField label="Score at least" value={term.min_score} onChange={(value) => setSuccess(i, { min_score: value })} errors={errors[`success[${i}].min_score`]} />
            <NumberField label="Results" value={term.min_tasks} onChange={(value) => setSuccess(i, { min_tasks: value ?? 0 })} errors={errors[`success[${i}].min_tasks`]} />
            <NumberField label="Days" value={term.max_age_days} onChange={(value) => setSuccess(i, { max_age_days: value ?? 0 })} errors={errors[`success[${i}].max_age_days`]} />
            <IconButton label={`Remove suite ${i + 1}`} className="mt-6" onClick={() => set({ success: draft.success.filter((_, j) => j !== i) })}><X aria-hidden /></IconButton>
          </div>
        ))}
        <div><Button size="sm" onClick={() => set({ success: [...draft.success, { suite: '', min_pass_percent: 80, min_score: null, min_tasks: 10, max_age_days: 30 }] })}><Plus className="size-3.5" aria-hidden />Add a suite</Button></div>
      </fieldset>
      <fieldset className={row}>
        <legend className="mb-1 text-xs font-medium text-ink-soft">Cost</legend>
        <NumberField label="USD per call at most" value={draft.cost?.max_usd_per_call} onChange={(value) => set({ cost: { ...draft.cost, max_usd_per_call: value } })} errors={errors['cost.max_usd_per_call']} hint="The mean." />
        <NumberField label="Baseline, USD per call" value={draft.cost?.baseline_usd_per_call} onChange={(value) => set({ cost: { ...draft.cost, baseline_usd_per_call: value } })} errors={errors['cost.baseline_usd_per_call']} />
        <NumberField label="Saved, % at least" value={draft.cost?.min_saving_percent} onChange={(value) => set({ cost: { ...draft.cost, min_saving_percent: value } })} errors={errors['cost.min_saving_percent']} />
      </fieldset>
      <fieldset className={row}>
        <legend className="mb-1 text-xs font-medium text-ink-soft">Latency</legend>
        <NumberField label="Median, ms at most" value={draft.latency?.max_p50_ms} onChange={(value) => set({ latency: { ...draft.latency, max_p50_ms: value } })} errors={errors['latency.max_p50_ms']} />
        <NumberField label="95th percentile, ms" value={draft.latency?.max_p95_ms} onChange={(value) => set({ latency: { ...draft.latency, max_p95_ms: value } })} errors={errors['latency.max_p95_ms']} />
        <NumberField label="First content, 95th, ms" value={draft.latency?.max_first_token_p95_ms} onChange={(value) => set({ latency: { ...draft.latency, max_first_token_p95_ms: value } })} errors={errors['latency.max_first_token_p95_ms']} />
        <NumberField label="Tokens per second" value={draft.latency?.min_tokens_per_second} onChange={(value) => set({ latency: { ...draft.latency, min_tokens_per_second: value } })} errors={errors['latency.min_tokens_per_second']} hint="At least, the median." />
      </fieldset>
      <fieldset className={row}>
        <legend className="mb-1 text-xs font-medium text-ink-soft">Reliability, % of calls at most</legend>
        <NumberField label="Fallbacks" value={draft.reliability?.max_fallback_percent} onChange={(value) => set({ reliability: { ...draft.reliability, max_fallback_percent: value } })} errors={errors['reliability.max_fallback_percent']} />
        <NumberField label="Timeouts" value={draft.reliability?.max_timeout_percent} onChange={(value) => set({ reliability: { ...draft.reliability, max_timeout_percent: value } })} errors={errors['reliability.max_timeout_percent']} />
        <NumberField label="Errors" value={draft.reliability?.max_error_percent} onChange={(value) => set({ reliability: { ...draft.reliability, max_error_percent: value } })} errors={errors['reliability.max_error_percent']} />
      </fieldset>
      <fieldset className={row}>
        <legend className="mb-1 text-xs font-medium text-ink-soft">Looked at</legend>
        <NumberField label="Hours back" value={draft.period.hours} onChange={(value) => set({ period: { ...draft.period, hours: value ?? 0 } })} errors={errors['period.hours']} />
        <NumberField label="Calls at least" value={draft.period.min_calls} onChange={(value) => set({ period: { ...draft.period, min_calls: value ?? 0 } })} errors={errors['period.min_calls']} />
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="mb-1 text-xs font-medium text-ink-soft">Promotion rule: when another model may take calls</legend>
        <TextArea label="In words" rows={2} value={draft.promotion?.note ?? ''} onChange={(e) => set({ promotion: { ...draft.promotion, note: e.target.value || null } })} errors={errors['promotion.note'] ?? []} />
        <div className={row}>
          <SelectField label="The contract must stand" value={draft.promotion?.standing ?? 'any'} onChange={(e) => set({ promotion: { ...draft.promotion, standing: e.target.value } })}>
            <option value="any">anyhow</option><option value="not_red">not red</option><option value="green">green</option>
          </SelectField>
          <TextField label="Compared by suite" value={draft.promotion?.suite ?? ''} onChange={(e) => set({ promotion: { ...draft.promotion, suite: e.target.value || null } })} errors={errors['promotion.suite'] ?? []} />
          <NumberField label="Score lower by at most" value={draft.promotion?.max_score_drop} onChange={(value) => set({ promotion: { ...draft.promotion, max_score_drop: value } })} errors={errors['promotion.max_score_drop']} />
        </div>
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="mb-1 text-xs font-medium text-ink-soft">Rollback rule: when a canary is taken back by itself</legend>
        <TextArea label="In words" rows={2} value={draft.rollback?.note ?? ''} onChange={(e) => set({ rollback: { ...draft.rollback, note: e.target.value || null } })} errors={errors['rollback.note'] ?? []} />
        <WordsField label="As soon as its calls are red by" words={['cost', 'latency', 'reliability']} chosen={draft.rollback?.on ?? []} onChange={(on) => set({ rollback: { ...draft.rollback, on } })} errors={errors['rollback.on[0]']} />
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="mb-1 text-xs font-medium text-ink-soft">Judge of shadow traffic</legend>
        <Toggle label="A model judges pairs" hint="In the background, on redacted texts, which the group’s shadow traffic must keep." checked={!!draft.judge} onChange={(on) => set({ judge: on ? { model: '', sample_percent: 10, daily_cost_usd: 1, template: null } : null })} />
        {draft.judge && (
          <>
            <div className={row}>
              <SelectField label="Model" value={draft.judge.model ?? ''} onChange={(e) => set({ judge: { ...draft.judge, model: e.target.value } })} errors={errors['judge.model'] ?? []}>
                <option value="" disabled>Choose…</option>
                {models.data?.map((m) => <option key={m.id}>{m.name}</option>)}
              </SelectField>
              <NumberField label="Share of pairs, %" value={draft.judge.sample_percent} onChange={(value) => set({ judge: { ...draft.judge, sample_percent: value ?? 0 } })} errors={errors['judge.sample_percent']} />
              <NumberField label="USD per day at most" value={draft.judge.daily_cost_usd} onChange={(value) => set({ judge: { ...draft.judge, daily_cost_usd: value ?? 0 } })} errors={errors['judge.daily_cost_usd']} />
            </div>
            <TextArea label="What it is told" rows={8} mono value={draft.judge.template ?? usual} onChange={(e) => set({ judge: { ...draft.judge, template: e.target.value === usual ? null : e.target.value } })} errors={errors['judge.template'] ?? []} hint="{prompt}, {first} and {second} are where the texts go." />
          </>
        )}
      </fieldset>
    </EditorSheet>
  );
}
