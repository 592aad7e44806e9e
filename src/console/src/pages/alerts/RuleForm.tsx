import { useMutation, useQuery } from '@tanstack/react-query';
import { send } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import { alertDestinations, alertRules, slos } from '../../api/resources';
import type { AlertRule, Schemas } from '../../api/types';
import { Button } from '../../design/Button';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { FormError } from '../../design/States';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { NumberField, WordsField } from '../quality/ContractFields';
import { ReadingTable } from './ReadingTable';
import { toRuleDraft, type RuleDraft } from './ruleDraft';
import { ScopeFields, scopeFields } from './ScopeFields';
import { kinds, span } from './words';

const row = 'grid gap-3 sm:grid-cols-3';
const dimensions = ['organization', 'team', 'project', 'user', 'key', 'target', 'provider', 'deployment'];
const shown = ['name', 'description', 'kind', 'severity', 'by', 'threshold', 'percentile', 'window_minutes', 'min_calls', 'for_seconds', 'resolve_after_seconds', 'repeat_minutes', 'sensitivity', 'weeks', 'floor', 'time_zone', 'slo', ...scopeFields];
const thresholds: Record<string, [label: string, hint: string]> = {
  budget: ['Used, % of the budget', 'Empty: its own thresholds.'], quota: ['Used, % of the quota', 'Empty: 90.'], error_rate: ['More than, % of the calls', 'Empty: 5.'],
  fallback: ['More than, % of the calls', 'Empty: 20.'], latency: ['Slower than, ms', 'Empty: 10,000.'],
};

/** What is worth an alert, and whom to tell. What a kind has no use for is not shown. */
export function RuleForm({ rule, like, onClose }: { rule: AlertRule | null; like?: Schemas['AlertRuleDraft'] | undefined; onClose: () => void }) {
  const editor = useEditor<AlertRule, RuleDraft>({ resource: alertRules, existing: rule, toDraft: toRuleDraft(like), onClose });
  const destinations = useQuery({ queryKey: ['alert-destinations'], queryFn: ({ signal }) => alertDestinations.list({}, signal) });
  const objectives = useQuery({ queryKey: ['slos'], queryFn: ({ signal }) => slos.list({}, signal) });
  const preview = useMutation({ mutationFn: () => send<Schemas['AlertRuleEvaluationView']>('post', '/admin/api/alert-rules/preview', { body: editor.draft }) });
  const { draft, set } = editor;
  const errors = { ...fieldErrors(preview.error), ...editor.errors };
  const calls = ['error_rate', 'latency', 'fallback'].includes(draft.kind);
  const threshold = thresholds[draft.kind];
  return (
    <EditorSheet editor={editor} word="rule" fields={shown} title={rule ? rule.name : 'Add an alert rule'} lead={kinds[draft.kind]}
      beside={<Button busy={preview.isPending} disabled={!!editor.locked} onClick={() => preview.mutate()}>Would it fire now?</Button>}>
      {preview.data && <ReadingTable evaluation={preview.data} />}
      <FormError error={preview.error} shown={shown} />
      <div className={row}>
        <TextField label="Name" required autoFocus={editor.isNew} disabled={!editor.isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name'] ?? []} />
        <SelectField label="Kind" disabled={!editor.isNew} value={draft.kind} onChange={(e) => set({ kind: e.target.value, threshold: null, by: null, slo: null })} errors={errors['kind'] ?? []}>
          {Object.entries(kinds).map(([kind, words]) => <option key={kind} value={kind}>{words}</option>)}
        </SelectField>
        <SelectField label="Severity" value={draft.severity} onChange={(e) => set({ severity: e.target.value })} errors={errors['severity'] ?? []}>
          {['info', 'warning', 'critical'].map((severity) => <option key={severity}>{severity}</option>)}
        </SelectField>
      </div>
      <TextField label="What it is for" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description'] ?? []} />
      {(threshold || calls) && (
        <div className={draft.kind === 'latency' ? 'grid grid-cols-2 gap-3 sm:grid-cols-4' : row}>
          {threshold && <NumberField label={threshold[0]} value={draft.threshold} onChange={(value) => set({ threshold: value })} errors={errors['threshold']} hint={threshold[1]} />}
          {draft.kind === 'latency' && <NumberField label="Percentile" value={draft.percentile} onChange={(value) => set({ percentile: value ?? 0 })} errors={errors['percentile']} hint="So many per cent must be faster." />}
          {calls && <NumberField label="Window, minutes" value={draft.window_minutes} onChange={(value) => set({ window_minutes: value ?? 0 })} errors={errors['window_minutes']} hint={draft.window_minutes < 120 ? undefined : span(draft.window_minutes)} />}
          {calls && <NumberField label="Calls at least" value={draft.min_calls} onChange={(value) => set({ min_calls: value ?? 0 })} errors={errors['min_calls']} hint="Fewer say nothing." />}
        </div>
      )}
      {draft.kind === 'anomaly' && (
        <div className={row}>
          <SelectField label="Measure" value={draft.measure} onChange={(e) => set({ measure: e.target.value })}>{['requests', 'errors', 'tokens', 'cost'].map((one) => <option key={one}>{one}</option>)}</SelectField>
          <SelectField label="Direction" value={draft.direction} onChange={(e) => set({ direction: e.target.value })}>{['above', 'below', 'both'].map((one) => <option key={one}>{one}</option>)}</SelectField>
          <NumberField label="Standard deviations" value={draft.sensitivity} onChange={(value) => set({ sensitivity: value ?? 0 })} errors={errors['sensitivity']} hint="3 to 20; 6 is calm." />
          <NumberField label="Weeks that tell what is usual" value={draft.weeks} onChange={(value) => set({ weeks: value ?? 0 })} errors={errors['weeks']} />
          <NumberField label="Never below" value={draft.floor} onChange={(value) => set({ floor: value })} errors={errors['floor']} hint="Hours with less, in the measure." />
          <TextField label="Time zone" value={draft.time_zone} onChange={(e) => set({ time_zone: e.target.value })} errors={errors['time_zone'] ?? []} />
        </div>
      )}
      {draft.kind === 'burn_rate' && (
        <div className={row}>
          <SelectField label="Objective" required value={draft.slo ?? ''} onChange={(e) => set({ slo: e.target.value || null })} errors={errors['slo'] ?? []}>
            <option value="">Choose…</option>
            {(objectives.data ?? []).map((slo) => <option key={slo.id}>{slo.name}</option>)}
          </SelectField>
          <SelectField label="How fast" value={draft.burning} onChange={(e) => set({ burning: e.target.value })}>
            <option value="any">fast or slow</option><option value="urgent">fast: 14.4 or 6 times</option><option value="slow">slow: once</option>
          </SelectField>
          <NumberField label="Calls at least" value={draft.min_calls} onChange={(value) => set({ min_calls: value ?? 0 })} errors={errors['min_calls']} />
        </div>
      )}
      {(calls || draft.kind === 'anomaly') && (
        <SelectField label="An alert for each" value={draft.by ?? ''} onChange={(e) => set({ by: e.target.value || null })} errors={errors['by'] ?? []}>
          <option value="">one for all together</option>
          {dimensions.map((dimension) => <option key={dimension}>{dimension}</option>)}
        </SelectField>
      )}
      {draft.kind !== 'burn_rate' && <ScopeFields kind={draft.kind} value={draft.scope} onChange={(scope) => set({ scope })} errors={errors} />}
      <div className={row}>
        <NumberField label="Must hold for, seconds" value={draft.for_seconds} onChange={(value) => set({ for_seconds: value ?? 0 })} errors={errors['for_seconds']} />
        <NumberField label="Over after, seconds" value={draft.resolve_after_seconds} onChange={(value) => set({ resolve_after_seconds: value ?? 0 })} errors={errors['resolve_after_seconds']} />
        <NumberField label="Told again after, minutes" value={draft.repeat_minutes} onChange={(value) => set({ repeat_minutes: value ?? 0 })} errors={errors['repeat_minutes']} hint="0: never." />
      </div>
      {(destinations.data ?? []).length > 0
        ? <WordsField label="Whom to tell" words={(destinations.data ?? []).map((d) => d.name)} chosen={draft.destinations} onChange={(chosen) => set({ destinations: chosen })} />
        : <p className="text-sm text-ink-soft">There is no destination yet: alerts are seen here and in metrics only.</p>}
      <Toggle label="Looked at" checked={draft.enabled} onChange={(enabled) => set({ enabled })} hint="Switched off, its alerts end." />
    </EditorSheet>
  );
}
