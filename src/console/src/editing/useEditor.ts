import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { mergePatch, same } from '../api/mergePatch';
import { fieldErrors, Problem } from '../api/problem';
import { randomId } from '../api/random';
import type { Resource } from '../api/resources';
import type { Versioned } from '../api/types';
import { useToast } from '../design/Toast';
import { useMay } from '../session/session';
import { formerFields } from './undo';
import { useSaved } from './useSaved';
import { useUnsaved, type Unsaved } from './useUnsaved';

type Fields = Record<string, unknown>;

export interface Editor<View, Draft> {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  save: () => void;
  /** Why it is changed, if the viewer says so. */
  reason: string;
  setReason: (reason: string) => void;
  isNew: boolean;
  /** Changed since it was read. */
  dirty: boolean;
  saving: boolean;
  error: unknown;
  /** The server's messages per field. */
  errors: Record<string, string[]>;
  /** Why nothing can be changed here; null when it can. */
  locked: 'configuration' | 'permission' | null;
  /** Someone else changed the object meanwhile: what is stored now, and what was read before. */
  conflict: { theirs: View; before: Draft; theirDraft: Draft } | null;
  /** Gives up one's own changes. */
  takeTheirs: () => void;
  /** Applies one's own changes to what is stored now. */
  keepMine: () => void;
  dismissConflict: () => void;
  /** What stands between the viewer and leaving. */
  unsaved: Unsaved;
}

interface Options<View extends Versioned, Draft extends object> {
  resource: Resource<View, Draft>;
  /** Null to make a new one. */
  existing: View | null;
  /** The writable part of a view, with its defaults filled in; for a new object of null. */
  toDraft: (view: View | null) => Draft;
  /** The draft with what stands typed beside it and is not taken into it yet; the draft itself where there is nothing of the kind. */
  meant?: (draft: Draft) => Draft;
  onClose: () => void;
}

/**
 * Edits one object: holds the draft, sends only what changed for the version that was read, and on 412 fetches what is stored
 * now so that the two can be compared instead of one overwriting the other.
 */
export function useEditor<View extends Versioned, Draft extends object>({ resource, existing, toDraft, meant, onClose }: Options<View, Draft>): Editor<View, Draft> {
  const queries = useQueryClient();
  const toast = useToast();
  const saved = useSaved(resource);
  const may = useMay(`${resource.object}:write`);
  const [base, setBase] = useState(existing);
  const [raw, setDraft] = useState(() => toDraft(existing));
  const [seen, setSeen] = useState(existing);
  const [conflict, setConflict] = useState<Editor<View, Draft>['conflict']>(null);
  const [reason, setReason] = useState('');
  const creation = useRef({ draft: null as Draft | null, key: '' });
  const draft = meant ? meant(raw) : raw;
  const before = toDraft(base);
  const dirty = !same(before, draft);
  // What is stored may change under a form that is open, as by undoing; it is shown for as long as nothing is edited.
  if (existing?.etag !== seen?.etag) {
    setSeen(existing);
    if (!dirty) {
      setBase(existing);
      setDraft(toDraft(existing));
    }
  }
  const unsaved = useUnsaved(dirty, onClose);

  /** The same draft sent again, say after a lost answer, must not make a second object. */
  const creationKey = () => {
    if (!same(creation.current.draft, draft)) creation.current = { draft, key: randomId() };
    return creation.current.key;
  };

  const saving = useMutation({
    mutationFn: (at: View | null) =>
      at ? resource.change(at, mergePatch(before as Fields, draft as Fields) as Partial<Draft>, reason) : resource.create(draft, creationKey(), reason),
    onSuccess: (view, at) => {
      setConflict(null);
      if (at) saved(view, 'saved', formerFields(toDraft(at) as Fields, toDraft(view) as Fields, draft as Fields) as Partial<Draft> | null);
      else toast({ message: `${resource.nameOf(view)}: ${resource.word} added` });
      unsaved.leave();
      return queries.invalidateQueries();
    },
    onError: async (error) => {
      if (!(error instanceof Problem) || error.status !== 412 || !base) return;
      const theirs = await resource.read(base.id);
      setConflict({ theirs, before, theirDraft: toDraft(theirs) });
    },
  });

  return {
    draft: raw,
    set: (change) => setDraft((now) => ({ ...now, ...change })),
    save: () => saving.mutate(base),
    reason,
    setReason,
    isNew: !existing,
    dirty,
    saving: saving.isPending,
    error: saving.error instanceof Problem && saving.error.status === 412 ? null : saving.error,
    errors: fieldErrors(saving.error),
    locked: existing?.owner === 'yaml' ? 'configuration' : may ? null : 'permission',
    conflict,
    takeTheirs: () => {
      if (!conflict) return;
      setBase(conflict.theirs);
      setDraft(conflict.theirDraft);
      setConflict(null);
    },
    keepMine: () => conflict && saving.mutate(conflict.theirs),
    dismissConflict: () => setConflict(null),
    unsaved,
  };
}
