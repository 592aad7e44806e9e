import type { CSSProperties, ReactNode } from 'react';

interface Column {
  label: string;
  /** Numbers stand to the right. */
  right?: boolean;
}

interface Props {
  label: string;
  /** A last one without a label holds what can be done with a row. */
  columns: (Column | string)[];
  /** Where the screen is narrow each row becomes a card; without it the table is scrolled sideways within its frame. */
  cards?: boolean;
  /** Inside the padding of a panel or a sheet: the rows reach into it, so that the text lines up with what stands around. */
  bleed?: boolean;
  children: ReactNode;
}

/** Says for a cell that its column stands to the right. */
export const right = 'cell-right';

export function Table({ label, columns, cards, bleed, children }: Props) {
  const all = columns.map((column) => (typeof column === 'string' ? { label: column } : column));
  const acted = all.at(-1)?.label === '';
  // A card names its values by these: see table.css.
  const labels = Object.fromEntries(all.map((column, i) => [`--label-${i + 1}`, JSON.stringify(column.label)])) as CSSProperties;
  return (
    // Focusable, so that a table wider than the screen can be scrolled with the keyboard.
    <div className={`relative overflow-x-auto ${bleed ? '-mx-4' : ''}`} tabIndex={0} role="region" aria-label={label}>
      <table className={`rows ${cards ? 'rows-cards' : ''} ${acted ? 'rows-acted' : ''}`} style={labels}>
        <thead>
          <tr>{all.map((column, i) => <th key={i} scope="col" className={'right' in column && column.right ? right : undefined}>{column.label || <span className="sr-only">Actions</span>}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
