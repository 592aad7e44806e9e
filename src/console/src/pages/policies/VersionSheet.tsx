import { useState } from 'react';
import { same } from '../../api/mergePatch';
import { fieldErrors } from '../../api/problem';
import type { Policy, PolicyVersion } from '../../api/types';
import { Button } from '../../design/Button';
import { Sheet } from '../../design/Dialog';
import { TextField } from '../../design/Field';
import { FormError } from '../../design/States';
import { useToast } from '../../design/Toast';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { useUnsaved } from '../../editing/useUnsaved';
import { ExternalFields, externalFields } from './ExternalFields';
import { toVersionDraft, versionOf } from './policyDraft';
import { ScriptEditor } from './ScriptEditor';
import { useAddVersion } from './usePolicies';

/** A version as it is, or as the beginning of the next. */
export function VersionSheet({ policy, from, isNew, onClose }: { policy: Policy; from: PolicyVersion | null; isNew: boolean; onClose: () => void }) {
  const toast = useToast();
  const [before] = useState(() => toVersionDraft(from, ''));
  const [draft, setDraft] = useState(before);
  const unsaved = useUnsaved(!same(before, draft), onClose);
  const adding = useAddVersion(policy, (version) => {
    toast({ message: `Version ${version.version} was added. Test it, then activate it.` });
    onClose();
  });
  const errors = fieldErrors(adding.error);
  const setScript = (change: Partial<typeof draft.script>) => setDraft({ ...draft, script: { ...draft.script, ...change } });
  return (
    <Sheet title={isNew ? 'Write a version' : `Version ${from?.version}`} lead={isNew ? 'Nothing uses it before it is activated.' : from?.note ?? 'A version never changes.'} onClose={unsaved.close}
      foot={isNew ? <><Button onClick={unsaved.close}>Cancel</Button><Button tone="primary" busy={adding.isPending} onClick={() => adding.mutate(versionOf(policy.kind, draft))}>Add version</Button></> : <Button onClick={onClose}>Close</Button>}>
      <fieldset disabled={!isNew} className="grid min-w-0 gap-4">
        {policy.kind === 'script' ? (
          <>
            <ScriptEditor source={draft.script.source} disabled={!isNew} onChange={(source) => setScript({ source })} errors={errors['script.source']} />
            <div className="grid grid-cols-2 gap-3">
              <TextField label="A run may take, ms" type="number" min={1} max={200} value={draft.script.timeout_ms} onChange={(e) => setScript({ timeout_ms: e.target.valueAsNumber || 0 })} errors={errors['script.timeout_ms']} />
              <TextField label="A run may allocate, MiB" type="number" min={1} max={64} value={draft.script.memory_mb} onChange={(e) => setScript({ memory_mb: e.target.valueAsNumber || 0 })} errors={errors['script.memory_mb']} />
            </div>
          </>
        ) : <ExternalFields external={draft.external} set={(change) => setDraft({ ...draft, external: { ...draft.external, ...change } })} errors={errors} />}
        {isNew && <TextField label="Note" value={draft.note} maxLength={500} onChange={(e) => setDraft({ ...draft, note: e.target.value })} errors={errors['note']} hint="What the version is for." />}
        <FormError error={adding.error} shown={['script.source', 'script.timeout_ms', 'script.memory_mb', 'note', ...externalFields]} />
      </fieldset>
      <DiscardDialog unsaved={unsaved} />
    </Sheet>
  );
}
