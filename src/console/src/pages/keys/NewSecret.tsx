import type { Key } from '../../api/types';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/Copy';
import { Dialog } from '../../design/Dialog';
import { Skeleton } from '../../design/States';
import { Snippets } from './Snippets';
import { useKeyTargets } from './TargetsDialog';

/** Shows a secret the one time it may be seen, with calls that work at once. Closed only on purpose: there is no second look. */
export function NewSecret({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const targets = useKeyTargets(apiKey.id);
  const allowed = targets.data?.targets.filter((t) => t.allowed).map((t) => t.name) ?? [];
  return (
    <Dialog wide onClose={onClose} persistent title={`Key ${apiKey.name}`} lead="Copy the secret now. It is stored only as a hash and cannot be shown again."
      foot={<Button tone="primary" onClick={onClose}>I have copied it</Button>}>
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-caution/40 bg-caution-soft p-3">
          <code className="min-w-0 grow font-mono text-sm break-all select-all" data-testid="secret">{apiKey.secret}</code>
          <CopyButton text={apiKey.secret ?? ''} label="Copy secret" />
        </div>
        {targets.isPending ? <Skeleton rows={4} /> : allowed.length === 0
          ? <p className="rounded-lg bg-sunken px-3 py-2 text-sm">It may not call anything yet. Grant a model to its organization{apiKey.access.mode === 'restrict' ? ', and to this key' : ''}; the secret stays the same.</p>
          : <Snippets apiKey={apiKey.secret ?? ''} models={allowed} />}
      </div>
    </Dialog>
  );
}
