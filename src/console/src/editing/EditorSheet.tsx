import { useId, type ReactNode } from 'react';
import type { Versioned } from '../api/types';
import { YamlBadge } from '../design/Badge';
import { Button } from '../design/Button';
import { Sheet } from '../design/Dialog';
import { FormError } from '../design/States';
import { ConflictDialog } from './ConflictDialog';
import { DiscardDialog } from './DiscardDialog';
import { ReasonField } from './ReasonField';
import type { Editor } from './useEditor';

interface Props<View extends Versioned, Draft extends object> {
  editor: Editor<View, Draft>;
  /** As a sentence calls the object: “provider”. */
  word: string;
  title: ReactNode;
  lead?: ReactNode;
  /** Fields that show their own faults. */
  fields: string[];
  /** Beside the buttons, at the left. */
  beside?: ReactNode;
  /** What submitting does where it does not save yet: a step before that. Null where there is nothing to submit. */
  act?: { label: string; run: () => void; busy: boolean } | null;
  children: ReactNode;
}

/** The form of one object, at the side: locked when the configuration or someone else's permission manages it. */
export function EditorSheet<View extends Versioned, Draft extends object>({ editor, word, title, lead, fields, beside, act, children }: Props<View, Draft>) {
  const form = useId();
  const submit = act === undefined ? { label: editor.isNew ? `Add ${word}` : 'Save', run: editor.save, busy: editor.saving } : act;
  return (
    <Sheet onClose={editor.unsaved.close} title={title} lead={lead}
      foot={(
        <>
          {beside && <div className="mr-auto">{beside}</div>}
          <Button onClick={editor.unsaved.close}>{editor.locked ? 'Close' : 'Cancel'}</Button>
          {!editor.locked && submit && <Button tone="primary" type="submit" form={form} busy={submit.busy} disabled={!editor.isNew && !editor.dirty}>{submit.label}</Button>}
        </>
      )}>
      <form id={form} className="grid gap-5" onSubmit={(e) => { e.preventDefault(); submit?.run(); }}>
        {editor.locked === 'configuration' && <p className="flex flex-wrap items-center gap-2 rounded-lg bg-note-soft px-3 py-2 text-sm"><YamlBadge /> It can be read here; change it in the file and apply that.</p>}
        {editor.locked === 'permission' && <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-soft">You may read this, not change it.</p>}
        <fieldset disabled={!!editor.locked} className="grid min-w-0 gap-5">{children}</fieldset>
        {!editor.locked && submit && (editor.isNew || editor.dirty) && <ReasonField value={editor.reason} onChange={editor.setReason} error={editor.errors['x-signalbox-reason']} />}
        <FormError error={editor.error} shown={[...fields, 'x-signalbox-reason']} />
      </form>
      <ConflictDialog editor={editor} />
      <DiscardDialog unsaved={editor.unsaved} />
    </Sheet>
  );
}
