import { slos } from '../../api/resources';
import type { Slo } from '../../api/types';
import { SelectField, TextField } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { ScopeFields, scopeFields } from '../alerts/ScopeFields';
import { NumberField } from '../quality/ContractFields';
import { toSloDraft, type SloDraft } from './sloDraft';

/** What share of whose calls must be good. */
export function SloForm({ slo, onClose }: { slo: Slo | null; onClose: () => void }) {
  const editor = useEditor<Slo, SloDraft>({ resource: slos, existing: slo, toDraft: toSloDraft, onClose });
  const { draft, set, errors } = editor;
  return (
    <EditorSheet editor={editor} word="objective" fields={['name', 'description', 'objective', 'threshold_ms', 'target_percent', 'window_days', ...scopeFields]} title={slo ? slo.name : 'Add an objective'} lead="What share of calls must be good, over the last so many days.">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" required autoFocus={editor.isNew} disabled={!editor.isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name'] ?? []} />
        <SelectField label="A call is good when" value={draft.objective} onChange={(e) => set({ objective: e.target.value, threshold_ms: e.target.value === 'latency' ? 10_000 : null })} errors={errors['objective'] ?? []}>
          <option value="availability">it is answered</option><option value="latency">its answer comes in time</option>
        </SelectField>
      </div>
      <TextField label="What it promises to whom" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description'] ?? []} />
      <div className="grid gap-3 sm:grid-cols-3">
        <NumberField label="Good, % at least" value={draft.target_percent} onChange={(value) => set({ target_percent: value ?? 0 })} errors={errors['target_percent']} />
        <NumberField label="Over the last days" value={draft.window_days} onChange={(value) => set({ window_days: value ?? 0 })} errors={errors['window_days']} />
        {draft.objective === 'latency' && <NumberField label="In time is, ms" value={draft.threshold_ms} onChange={(value) => set({ threshold_ms: value })} errors={errors['threshold_ms']} />}
      </div>
      <ScopeFields kind="slo" value={draft.scope} onChange={(scope) => set({ scope })} errors={errors} />
    </EditorSheet>
  );
}
