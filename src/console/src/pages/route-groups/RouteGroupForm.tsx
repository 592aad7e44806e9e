import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { routeGroups } from '../../api/resources';
import type { RouteGroup, RouteGroupMember } from '../../api/types';
import { Button, IconButton } from '../../design/Button';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { useModels } from '../models/useModels';
import { candidateFields, ShadowFields } from './ShadowFields';
import { strategyFields, StrategyFields } from './StrategyFields';
import { shares, strategies, strategyOf, toRouteGroupDraft, withStrategy, type RouteGroupDraft } from './routeGroupDraft';

export function RouteGroupForm({ group, onClose }: { group: RouteGroup | null; onClose: () => void }) {
  const models = useModels();
  const editor = useEditor<RouteGroup, RouteGroupDraft>({ resource: routeGroups, existing: group, toDraft: toRouteGroupDraft, onClose });
  const { draft, set, errors } = editor;
  const strategy = strategyOf(draft.strategy);
  const parts = shares(draft);
  const isRegistry = draft.strategy === 'primary';
  // Once there is a primary, it is changed by a promotion, unless it leaves the group.
  const incumbent = group?.members.find((m) => m.status === 'primary' && draft.members.some((d) => d.model === m.model))?.model;
  const setMember = (index: number, change: Partial<RouteGroupMember>) => set({ members: draft.members.map((m, i) => (i === index ? { ...m, ...change } : m)) });
  const move = (from: number, to: number) => {
    const members = [...draft.members];
    members.splice(to, 0, ...members.splice(from, 1));
    set({ members });
  };
  const fields = ['key', 'description', 'strategy', 'members', 'fallback', ...candidateFields, ...strategyFields, ...draft.members.flatMap((_, i) => ['model', 'weight', 'priority', 'status', 'quality'].map((f) => `members[${i}].${f}`))];

  return (
    <EditorSheet editor={editor} word="route group" fields={fields} title={group?.key ?? 'Add route group'} lead="One public name over several models.">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Key" mono required autoFocus={editor.isNew} value={draft.key} disabled={!editor.isNew} onChange={(e) => set({ key: e.target.value })} errors={errors['key']} hint="What callers put in “model”. Fixed once made." />
        <SelectField label="Strategy" value={draft.strategy} onChange={(e) => set(withStrategy(draft, e.target.value))} errors={errors['strategy']} hint={strategy.does}>
          {strategies.map((s) => <option key={s.strategy} value={s.strategy}>{s.name}</option>)}
        </SelectField>
      </div>
      <TextField label="Description" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description']} />
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-1 text-xs font-medium text-ink-soft">Members</legend>
        {draft.members.map((m, i) => (
          <div key={i} className="flex flex-wrap items-end gap-2 rounded-lg border border-line p-2.5">
            <div className="min-w-36 grow">
              <SelectField label={`Model ${i + 1}`} required value={m.model} onChange={(e) => setMember(i, { model: e.target.value })} errors={errors[`members[${i}].model`]}>
                <option value="" disabled>Choose…</option>
                {models.data?.map((x) => <option key={x.id} value={x.name} disabled={draft.members.some((other, j) => j !== i && other.model === x.name)}>{x.name}</option>)}
              </SelectField>
            </div>
            {strategy.priority && <div className="w-20"><TextField label="Priority" type="number" min={0} value={m.priority} onChange={(e) => setMember(i, { priority: e.target.valueAsNumber || 0 })} errors={errors[`members[${i}].priority`]} /></div>}
            {strategy.weight && <div className="w-20"><TextField label={parts ? `Weight, ${Math.round(parts[i]! * 100)} %` : 'Weight'} type="number" min={0} value={m.weight} onChange={(e) => setMember(i, { weight: e.target.valueAsNumber || 0 })} errors={errors[`members[${i}].weight`]} /></div>}
            {draft.strategy === 'score' && <div className="w-24"><TextField label="Quality, 0–1" type="number" min={0} max={1} step={0.05} value={m.quality ?? ''} onChange={(e) => setMember(i, { quality: Number.isNaN(e.target.valueAsNumber) ? null : e.target.valueAsNumber })} errors={errors[`members[${i}].quality`]} /></div>}
            {isRegistry && (
              <div className="w-28">
                <SelectField label="Status" value={m.status ?? 'shadow'} disabled={!editor.isNew && m.model === incumbent} onChange={(e) => setMember(i, { status: e.target.value })} errors={errors[`members[${i}].status`]}>
                  {['primary', 'shadow', 'retired'].map((status) => <option key={status} disabled={status === 'primary' && !!incumbent && m.model !== incumbent}>{status}</option>)}
                </SelectField>
              </div>
            )}
            <div className="ml-auto flex pb-1">
              <IconButton label={`Move model ${i + 1} up`} disabled={i === 0} onClick={() => move(i, i - 1)}><ArrowUp aria-hidden /></IconButton>
              <IconButton label={`Move model ${i + 1} down`} disabled={i === draft.members.length - 1} onClick={() => move(i, i + 1)}><ArrowDown aria-hidden /></IconButton>
              <IconButton label={`Remove model ${i + 1}`} disabled={draft.members.length === 1} onClick={() => set({ members: draft.members.filter((_, j) => j !== i) })}><X aria-hidden /></IconButton>
            </div>
          </div>
        ))}
        {errors['members'] && <p role="alert" className="text-xs text-danger">{errors['members'].join(' ')}</p>}
        <div><Button size="sm" onClick={() => set({ members: [...draft.members, { model: '', weight: 1, priority: 0, status: isRegistry ? 'shadow' : null, quality: null }] })}><Plus className="size-3.5" aria-hidden />Add member</Button></div>
      </fieldset>
      {isRegistry && (
        <SelectField label="When the primary cannot serve" value={draft.fallback === null ? 'shadows' : draft.fallback.length === 0 ? 'none' : 'listed'} errors={errors['fallback']}
          onChange={(e) => set({ fallback: e.target.value === 'none' ? [] : e.target.value === 'listed' ? group?.fallback ?? null : null })}
          hint="What serves after that is the server’s default model, for callers who may call it.">
          <option value="shadows">the shadows, as they stand here</option>
          <option value="none">no other member</option>
          {!!group?.fallback?.length && <option value="listed">{group.fallback.join(', ')}</option>}
        </SelectField>
      )}
      <StrategyFields draft={draft} set={set} errors={errors} />
      {isRegistry && <ShadowFields draft={draft} set={set} errors={errors} />}
      <Toggle label="Enabled" hint="Callers may use it." checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
    </EditorSheet>
  );
}
