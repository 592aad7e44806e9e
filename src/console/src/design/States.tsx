import { Lock, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Problem } from '../api/problem';
import { Button } from './Button';

/** Nothing here yet: says what would be here, and how it comes. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-12 text-center">
      <svg viewBox="0 0 96 44" className="mb-2 h-11" fill="none" strokeLinecap="round" aria-hidden>
        <path d="M6 40h84" stroke="var(--line-strong)" strokeWidth="2" />
        <path d="M14 36.500v7M26 36.500v7M38 36.500v7M50 36.500v7M62 36.500v7M74 36.500v7M84 36.500v7" stroke="var(--line)" strokeWidth="2" />
        <path d="M42 40V8" stroke="var(--line-strong)" strokeWidth="3" />
        <path d="M42 12 68 5" stroke="var(--brand)" strokeWidth="6" />
        <circle cx="42" cy="12" r="3" fill="var(--panel)" stroke="var(--brand)" strokeWidth="2" />
      </svg>
      <h3 className="font-semibold">{title}</h3>
      <p className="max-w-md text-sm text-ink-soft">{children}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

export const Skeleton = ({ rows = 5 }: { rows?: number }) => (
  <div className="grid gap-3 p-4" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, i) => <div key={i} className="h-4 animate-pulse rounded bg-line/70" style={{ width: `${94 - ((i * 23) % 45)}%` }} />)}
  </div>
);

/** What may not be seen, and which permission would show it. */
export function NotPermitted({ permission }: { permission: string }) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <Lock className="size-6 text-ink-faint" aria-hidden />
      <h3 className="font-semibold">You may not see this</h3>
      <p className="max-w-md text-sm text-ink-soft">It needs the permission <code className="font-mono text-xs">{permission}</code>, which your sign-in does not hold.</p>
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof Problem ? error : null;
  const title = problem?.status === 403 ? 'You may not see this.' : problem?.status === 404 ? 'This does not exist (any more).' : problem?.status === 0 ? 'The gateway is out of reach.' : 'This could not be loaded.';
  return (
    <div role="alert" className="m-4 flex items-start gap-3 rounded-lg border border-danger/35 bg-danger-soft p-4 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="grid min-w-0 gap-1">
        <strong>{title}</strong>
        <span className="break-words">{error instanceof Error ? error.message : 'Something unexpected happened.'}</span>
        {problem?.requestId && <span className="font-mono text-xs text-ink-soft">Request {problem.requestId}</span>}
        {retry && <div className="mt-1.5"><Button size="sm" onClick={retry}>Try again</Button></div>}
      </div>
    </div>
  );
}

/** What went wrong with a form as a whole; faults of fields stand at the fields, those of fields that are not on the form stand here. */
export function FormError({ error, shown = [] }: { error: unknown; shown?: string[] }) {
  const box = useRef<HTMLDivElement>(null);
  // Buttons that stay in view say nothing of a fault further up or down: it is brought to where they were pressed.
  useEffect(() => {
    const faulty = box.current?.closest('form, [role=dialog]')?.querySelector('[aria-invalid=true], [data-fault]')?.parentElement;
    (faulty ?? box.current)?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (!error) return null;
  const problem = error instanceof Problem ? error : null;
  const faults = Object.entries(problem?.errors ?? {});
  const elsewhere = faults.filter(([field]) => !shown.includes(field));
  return (
    <div ref={box} role="alert" className="rounded-lg border border-danger/30 bg-danger-soft px-3 py-2 text-sm text-danger">
      {faults.length === 0 ? (error instanceof Error ? error.message : 'Something unexpected happened.') : 'Nothing was saved: the gateway did not accept it.'}
      {elsewhere.length > 0 && <ul className="mt-1 list-disc pl-4">{elsewhere.map(([field, messages]) => <li key={field}><code className="font-mono text-xs">{field}</code> {messages.join(' ')}</li>)}</ul>}
      {problem?.requestId && faults.length === 0 && <span className="block font-mono text-xs opacity-80">Request {problem.requestId}</span>}
    </div>
  );
}
