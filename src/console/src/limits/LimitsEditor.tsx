import { same } from '../api/mergePatch';
import { YamlBadge } from '../design/Badge';
import { Button } from '../design/Button';
import { Panel } from '../design/Page';
import { FormError } from '../design/States';
import { ConflictDialog } from '../editing/ConflictDialog';
import { DiscardDialog } from '../editing/DiscardDialog';
import { ReasonField } from '../editing/ReasonField';
import { useEditor } from '../editing/useEditor';
import { AssetLimitRows } from './AssetLimitRows';
import { BudgetFields } from './BudgetFields';
import { limitScopes, type LimitDraft, type Limits, type LimitScope } from './limits';
import { RateFields } from './RateFields';

/** Limits without what says nothing, so that a field that was only looked at is no change. */
const tidy = (limits: Limits): Limits | null => {
  const said = Object.entries(limits).filter(([, value]) => value != null && value !== false && !(Array.isArray(value) && value.length === 0));
  return said.length > 0 ? Object.fromEntries(said) : null;
};

const toDraft = ({ limits, budget }: LimitScope): LimitDraft => ({ limits: limits && tidy(limits), budget });

/** The limits and the budget that are written at one scope, to edit. */
export function LimitsEditor({ scope, onOver }: { scope: LimitScope; onOver: () => void }) {
  const editor = useEditor<LimitScope, LimitDraft>({ resource: limitScopes[scope.level], existing: scope, toDraft: (view) => toDraft(view!), onClose: onOver });
  const { draft: { limits, budget }, errors, dirty } = editor;
  const locked = !!editor.locked || scope.dead;
  const set = (change: Partial<Limits>) => editor.set({ limits: tidy({ ...limits, ...change }) });
  return (
    <>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); editor.save(); }}>
        {editor.locked === 'configuration' && <p className="flex flex-wrap items-center gap-2 rounded-lg bg-note-soft px-3 py-2 text-sm"><YamlBadge /> It can be read here; change it in the file and apply that.</p>}
        {editor.locked === 'permission' && <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-soft">You may read this, not change it.</p>}
        <fieldset disabled={locked} className="grid min-w-0 gap-4">
          <Panel title="Budget" note="money"><BudgetFields budget={budget} errors={errors} onChange={(next) => editor.set({ budget: next })} /></Panel>
          <Panel title="Limits" note="all that apply hold together"><div className="grid gap-4"><RateFields limits={limits ?? {}} set={set} errors={errors} /></div></Panel>
          <Panel title="Limits for single targets"><AssetLimitRows assets={limits?.assets ?? []} errors={errors} onChange={(assets) => set({ assets })} /></Panel>
        </fieldset>
        <FormError error={editor.error} shown={Object.keys(errors)} />
        {dirty && !locked && (
          <div className="sticky bottom-2 grid gap-3 rounded-xl border border-line bg-panel px-4 py-3 shadow-float">
            <ReasonField value={editor.reason} onChange={editor.setReason} />
            <div className="flex flex-wrap items-center justify-end gap-2">
              <span className="mr-auto text-xs text-ink-soft">{same(limits, null) && same(budget, null) ? 'Nothing will be limited here' : 'Not saved yet'}</span>
              <Button onClick={editor.unsaved.close}>Cancel</Button>
              <Button tone="primary" type="submit" busy={editor.saving}>Save</Button>
            </div>
          </div>
        )}
      </form>
      <ConflictDialog editor={editor} />
      <DiscardDialog unsaved={editor.unsaved} />
    </>
  );
}
