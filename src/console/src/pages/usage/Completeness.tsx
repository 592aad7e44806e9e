import { CircleAlert, Info } from 'lucide-react';
import type { Schemas } from '../../api/types';
import { count } from '../../design/format';

/** What is missing in the sums, and why; nothing where nothing is. */
export function Completeness({ view }: { view: Schemas['CompletenessView'] }) {
  if (view.state === 'complete') return null;
  const missing = view.state === 'partial_missing';
  return (
    <details className={`rounded-lg border px-3 py-2 text-sm ${missing ? 'border-caution/40 bg-caution-soft' : 'border-line bg-panel'}`} open={missing}>
      <summary className="flex cursor-pointer items-center gap-2 font-medium">
        {missing ? <CircleAlert className="size-4 shrink-0" aria-hidden /> : <Info className="size-4 shrink-0 text-ink-faint" aria-hidden />}
        {missing ? 'Something is missing in these sums' : 'These sums are complete, with notes'}
      </summary>
      <ul className="mt-1.5 grid gap-1 pl-6 text-ink-soft">
        {view.findings.map((f) => <li key={f.code}><code className="font-mono text-xs">{f.code}</code>{f.calls != null && ` (${count(f.calls)} calls)`}: {f.detail}</li>)}
      </ul>
    </details>
  );
}
