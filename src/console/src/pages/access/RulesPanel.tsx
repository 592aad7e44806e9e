import { useMemo, useState, type ReactNode } from 'react';
import { GrantList } from '../../access/GrantList';
import { LegacyListField } from '../../access/LegacyListField';
import { ModeChoice } from '../../access/ModeChoice';
import { PreviewPanel } from '../../access/PreviewPanel';
import { scopeName, scopes, type Scope, type ScopeDraft } from '../../access/scopes';
import { untyped, withTyped } from '../../access/typed';
import { usePreview, type AccessChange } from '../../access/usePreview';
import { same } from '../../api/mergePatch';
import { errorsUnder } from '../../api/problem';
import type { Access, Grant } from '../../api/types';
import { YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Panel } from '../../design/Page';
import { FormError } from '../../design/States';
import { ConflictDialog } from '../../editing/ConflictDialog';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { ReasonField } from '../../editing/ReasonField';
import { useEditor } from '../../editing/useEditor';
import { useMay } from '../../session/session';

const above = { organization: 'nothing', team: 'the organization', project: 'the team', user: 'the organization', key: 'its team, project and user' };

/** The rules of a scope, to edit; beside them who gains and loses by what is changed, and the effective access (the children). */
export function RulesPanel({ scope, enforcement, onOver, children }: { scope: Scope; enforcement: string | undefined; onOver: () => void; children: ReactNode }) {
  // A grant that is typed counts before it is added: Save must not leave it out.
  const [typed, setTyped] = useState(untyped);
  const withGrants = (of: Access): Access => ({ ...of, grants: withTyped(of.grants, typed) });
  const editor = useEditor<Scope, ScopeDraft>({
    resource: scopes[scope.level], existing: scope, toDraft: (view) => ({ access: view!.access, legacy_models: view!.legacy_models }),
    meant: (draft) => ({ ...draft, access: withGrants(draft.access) }), onClose: onOver,
  });
  const { draft: { access, legacy_models }, set, dirty, errors } = editor;
  const locked = !!editor.locked || scope.dead;
  const mayPreview = useMay('access:read');
  const isCeiling = scope.level === 'organization';
  // A preview compares modes and grants; what a legacy list does is not in it.
  const meant = useMemo(() => withGrants(access), [access, typed]);
  const changesAccess = !same(meant, scope.access);
  const changes = useMemo<AccessChange[]>(() => (changesAccess && mayPreview ? [{ scope: scopeName(scope), grants: meant.grants, ...(isCeiling ? {} : { mode: meant.mode }) }] : []), [changesAccess, mayPreview, meant, scope, isCeiling]);
  const preview = usePreview(changes);
  // The gateway speaks of places among what was sent; by now another grant may stand there.
  const [sent, setSent] = useState<readonly Grant[]>([]);
  const errorsOf = (grant: Grant): string[] | undefined => {
    const place = `grants[${sent.findIndex((g) => same(g, grant))}]`;
    const found = Object.entries(errors).filter(([name]) => name.replace(/^access\./, '').startsWith(place)).flatMap(([, messages]) => messages);
    return found.length > 0 ? found : undefined;
  };
  const save = () => {
    setSent(meant.grants);
    editor.save();
  };
  return (
    <>
      <Panel title={isCeiling ? 'Grants' : 'Rules'} note={isCeiling ? 'the ceiling' : undefined}>
        <div className="grid gap-4">
          {editor.locked === 'configuration' && <p className="flex flex-wrap items-center gap-2 rounded-lg bg-note-soft px-3 py-2 text-sm"><YamlBadge /> It can be read here; change it in the file and apply that.</p>}
          {editor.locked === 'permission' && <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-soft">You may read this, not change it.</p>}
          <fieldset disabled={locked || editor.saving} className="grid min-w-0 gap-4">
            {!isCeiling && <ModeChoice mode={access.mode} aboveName={above[scope.level]} onChange={(mode) => set({ access: { ...access, mode } })} />}
            <GrantList grants={access.grants} typed={typed} onType={setTyped} locked={locked} onChange={(grants) => set({ access: { ...access, grants } })}
              errors={errorsOf}
              idle={!isCeiling && access.mode !== 'restrict' && 'It inherits: these grants have no effect until it restricts.'} />
            {!isCeiling && scope.level !== 'project' && (enforcement === 'legacy' || !!legacy_models?.length || !!scope.legacy_models?.length) && (
              <LegacyListField names={legacy_models ?? []} enforcement={enforcement} mode={access.mode} locked={locked} errors={errorsUnder(errors, 'legacy_models')} onChange={(names) => set({ legacy_models: names.length > 0 ? names : null })} />
            )}
          </fieldset>
          <FormError error={editor.error} shown={Object.keys(errors).filter((name) => /grants\[\d+\]|^legacy_models/.test(name))} />
          {!same(legacy_models, scope.legacy_models) && <p className="text-xs text-ink-soft">The preview compares modes and grants. What the legacy list changes shows under Effective access once it is saved.</p>}
          {dirty && !locked && <ReasonField value={editor.reason} onChange={editor.setReason} />}
          {dirty && !locked && (
            <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 rounded-b-xl border-t border-line bg-panel px-4 py-3">
              <span className="mr-auto text-xs text-ink-soft">Not saved yet</span>
              <Button onClick={editor.unsaved.close}>Cancel</Button>
              <Button tone="primary" busy={editor.saving} onClick={save}>Save</Button>
            </div>
          )}
        </div>
      </Panel>
      <div className="grid min-w-0 gap-4">
        {changes.length > 0 && <PreviewPanel state={preview} />}
        {children}
      </div>
      <ConflictDialog editor={{ ...editor, takeTheirs: () => { setTyped(untyped); editor.takeTheirs(); } }} />
      <DiscardDialog unsaved={editor.unsaved} />
    </>
  );
}
