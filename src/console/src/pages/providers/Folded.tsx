import { useEffect, useState, type ReactNode } from 'react';

/** Settings that most providers leave as they are. Unfolds by itself when something in it is at fault. */
export function Folded({ title, names, errors, children }: { title: string; names: string[]; errors: Record<string, string[]>; children: ReactNode }) {
  const faulty = Object.keys(errors).some((name) => names.includes(name));
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (faulty) setOpen(true);
  }, [faulty]);
  return (
    <details className="rounded-lg border border-line px-4 py-3" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="text-sm font-medium">{title}</summary>
      <div className="mt-3 grid gap-4">{children}</div>
    </details>
  );
}
