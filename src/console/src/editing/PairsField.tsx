import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../design/Button';

type Pairs = Record<string, string>;

interface Props {
  label: string;
  nameLabel: string;
  valueLabel: string;
  pairs: Pairs;
  onChange: (pairs: Pairs) => void;
  /** All the server's messages; those under PATH.NAME belong here. */
  errors: Record<string, string[]>;
  path: string;
  hint?: string;
}

const box = 'h-8 min-w-0 rounded-lg border border-line-strong bg-panel px-2.5 font-mono text-xs disabled:bg-sunken';

/** Names with values. Rows are kept here, so that a name can be typed without jumping about; the object is made of those that have one. */
export function PairsField({ label, nameLabel, valueLabel, pairs, onChange, errors, path, hint }: Props) {
  const [rows, setRows] = useState(() => Object.entries(pairs));
  const change = (next: [string, string][]) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(([name]) => name !== '')));
  };
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{label}</legend>
      {rows.map(([name, value], i) => (
        <div key={i} className="grid grid-cols-[1fr_1.5fr_auto] items-center gap-1.5">
          <input aria-label={`${nameLabel} ${i + 1}`} className={box} value={name} placeholder={nameLabel} onChange={(e) => change(rows.map((row, j) => (j === i ? [e.target.value, value] : row)))} />
          <input aria-label={`${valueLabel} ${i + 1}`} className={box} value={value} placeholder={valueLabel} onChange={(e) => change(rows.map((row, j) => (j === i ? [name, e.target.value] : row)))} />
          <IconButton label={`Remove ${name || 'this row'}`} onClick={() => change(rows.filter((_, j) => j !== i))}><X aria-hidden /></IconButton>
          {errors[`${path}.${name}`] && <p role="alert" className="col-span-3 text-xs text-danger">{errors[`${path}.${name}`]!.join(' ')}</p>}
        </div>
      ))}
      <div><Button size="sm" onClick={() => setRows([...rows, ['', '']])}><Plus className="size-3.5" aria-hidden />Add</Button></div>
      {hint && <p className="text-xs text-ink-faint">{hint}</p>}
    </fieldset>
  );
}
