import { ChevronRight } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';

interface HeadProps {
  title: string;
  lead?: ReactNode;
  /** Beside the title: badges, a state. */
  beside?: ReactNode;
  /** What stands above in the tree. */
  above?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, lead, beside, above, actions }: HeadProps) {
  useEffect(() => {
    document.title = `${title} · Signalbox`;
  }, [title]);
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above && <nav aria-label="Above" className="mb-0.5 flex items-center gap-1 text-xs text-ink-faint [&_a:hover]:text-ink [&_a:hover]:underline">{above}<ChevronRight className="size-3" aria-hidden /></nav>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
          {beside}
        </div>
        {lead && <p className="mt-0.5 max-w-2xl text-sm text-ink-soft">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

export function Panel({ title, note, actions, children, flush }: { title?: ReactNode; note?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className="min-w-0 rounded-xl border border-line bg-panel shadow-raised">
      {(title || actions) && (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
          <div className="flex flex-wrap items-baseline gap-x-2">
            <h2 className="text-sm font-semibold">{title}</h2>
            {note && <span className="text-xs text-ink-faint">{note}</span>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}

/** Labelled values, as many beside each other as there is room. Values that are not there are left out. */
export function Facts({ items, dense }: { items: [label: string, value: ReactNode][]; dense?: boolean }) {
  return (
    <dl className={`grid text-sm ${dense ? 'grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-x-3 gap-y-1.5' : 'grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-5 gap-y-2.5'}`}>
      {items.filter(([, value]) => value != null && value !== '' && value !== false).map(([label, value]) => (
        <div key={label} className="min-w-0"><dt className="text-xs text-ink-faint">{label}</dt><dd className="break-words">{value}</dd></div>
      ))}
    </dl>
  );
}
