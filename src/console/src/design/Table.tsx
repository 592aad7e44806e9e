import type { ReactNode } from 'react';

interface Column {
  label: ReactNode;
  /** Numbers stand to the right. */
  right?: boolean;
  /** Left out where the screen is narrow. */
  wide?: boolean;
}

/** Says for a cell what its column says: alignment and whether it gives way on narrow screens. */
export const cell = (column: Pick<Column, 'right' | 'wide'>) => `${column.right ? 'text-right tabular-nums ' : ''}${column.wide ? 'max-md:hidden' : ''}`;

export function Table({ label, columns, children }: { label: string; columns: (Column | string)[]; children: ReactNode }) {
  return (
    // Focusable, so that a table wider than the screen can be scrolled with the keyboard.
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b border-line text-2xs text-ink-faint">
            {columns.map((column, i) => {
              const c = typeof column === 'string' ? { label: column } : column;
              return <th key={i} scope="col" className={`px-3 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4 ${cell(c)}`}>{c.label || <span className="sr-only">Actions</span>}</th>;
            })}
          </tr>
        </thead>
        <tbody className="[&>tr]:border-b [&>tr]:border-line [&>tr:last-child]:border-0 [&>tr>td]:px-3 [&>tr>td]:py-2 [&>tr>td]:align-top [&>tr>td:first-child]:pl-4 [&>tr>td:last-child]:pr-4">{children}</tbody>
      </table>
    </div>
  );
}
