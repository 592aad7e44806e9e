import { TriangleAlert, X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Problem } from '../api/client';
import { relative, time, utc } from './format';
import { Button } from './controls';

export function PageHead({ title, lead, actions }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-[22px] leading-tight font-semibold tracking-tight">{title}</h1>
        {lead && <p className="mt-1 max-w-2xl text-ink-soft">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}

export function Panel({ title, actions, children, flush }: { title?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className="rounded-xl border border-line bg-panel shadow-raised">
      {(title || actions) && (
        <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-3">
          <h2 className="text-sm font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}

type Lamp = 'clear' | 'caution' | 'danger' | 'neutral' | 'brand';

const lamps: Record<Lamp, string> = {
  clear: 'bg-clear-soft text-clear',
  caution: 'bg-caution-soft text-caution',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-sunken text-ink-soft',
  brand: 'bg-brand-soft text-brand',
};

export const Badge = ({ lamp = 'neutral', children, title }: { lamp?: Lamp; children: ReactNode; title?: string }) => (
  <span title={title} className={`inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap ${lamps[lamp]}`}>{children}</span>
);

export const DemoBadge = () => <Badge lamp="caution" title="Answered by the built-in demo provider, not by a real model">demo</Badge>;

export const YamlBadge = () => <Badge lamp="brand" title="The YAML configuration manages this. Change it there and apply it.">managed by YAML</Badge>;

export const When = ({ at }: { at: string | null | undefined }) => <time dateTime={at ?? undefined} title={utc(at)}>{time(at)}</time>;

export const Ago = ({ at }: { at: string | null | undefined }) => <time dateTime={at ?? undefined} title={`${time(at)} (${utc(at)})`}>{relative(at)}</time>;

export function Table({ head, children }: { head: ReactNode[]; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-ink-faint">
            {head.map((cell, i) => <th key={i} scope="col" className="px-4 py-2.5 font-medium whitespace-nowrap">{cell}</th>)}
          </tr>
        </thead>
        <tbody className="[&>tr]:border-b [&>tr]:border-line [&>tr:last-child]:border-0 [&>tr>td]:px-4 [&>tr>td]:py-2.5">{children}</tbody>
      </table>
    </div>
  );
}

export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
      <svg viewBox="0 0 64 40" className="mb-1 h-10 text-line-strong" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" aria-hidden>
        <path d="M4 36h56M20 36V8" /><path d="M20 12 46 6" strokeWidth="6" className="text-brand" />
      </svg>
      <h3 className="font-semibold">{title}</h3>
      <p className="max-w-md text-ink-soft">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

export const Skeleton = ({ rows = 5 }: { rows?: number }) => (
  <div className="grid gap-3 p-4" aria-busy="true" aria-label="Loading">
    {Array.from({ length: rows }, (_, i) => <div key={i} className="h-5 animate-pulse rounded bg-sunken" style={{ width: `${92 - ((i * 17) % 40)}%` }} />)}
  </div>
);

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof Problem ? error : null;
  return (
    <div role="alert" className="m-4 flex items-start gap-3 rounded-lg border border-danger/40 bg-danger-soft p-4 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="grid gap-1">
        <strong>{problem?.status === 403 ? 'You may not see this.' : 'This could not be loaded.'}</strong>
        <span>{error instanceof Error ? error.message : 'Something unexpected happened.'}</span>
        {problem?.requestId && <span className="font-mono text-xs text-ink-soft">Request {problem.requestId}</span>}
        {retry && <div className="mt-1"><Button onClick={retry}>Try again</Button></div>}
      </div>
    </div>
  );
}

/** What went wrong with a form as a whole; faults of fields stand at the fields. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = error instanceof Problem ? error : null;
  if (problem && Object.keys(problem.errors).length > 0 && problem.code === 'invalid-request') {
    return <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">Nothing was saved. Mend: <span className="font-mono text-[13px]">{Object.keys(problem.errors).join(', ')}</span></p>;
  }
  return (
    <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">
      {error instanceof Error ? error.message : 'Something unexpected happened.'}
      {problem?.code === 'precondition-failed' && ' Close this and open it again to see the newer version.'}
      {problem?.requestId && <span className="block font-mono text-xs opacity-80">Request {problem.requestId}</span>}
    </p>
  );
}

export function Dialog({ open, onClose, title, lead, children, wide }: { open: boolean; onClose: () => void; title: string; lead?: ReactNode; children: ReactNode; wide?: boolean }) {
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={`fixed top-1/2 left-1/2 z-50 grid max-h-[92dvh] w-[calc(100vw-1.5rem)] -translate-x-1/2 -translate-y-1/2 grid-rows-[auto_1fr] rounded-2xl border border-line bg-panel shadow-2xl ${wide ? 'max-w-3xl' : 'max-w-lg'}`}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-5 pb-3">
            <div>
              <RadixDialog.Title className="text-base font-semibold">{title}</RadixDialog.Title>
              {lead && <p className="mt-1 text-sm text-ink-soft">{lead}</p>}
            </div>
            <RadixDialog.Close asChild>
              <button type="button" aria-label="Close" className="rounded-md p-1 text-ink-faint hover:bg-sunken hover:text-ink"><X className="size-5" aria-hidden /></button>
            </RadixDialog.Close>
          </div>
          <div className="overflow-y-auto px-5 pb-5">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
