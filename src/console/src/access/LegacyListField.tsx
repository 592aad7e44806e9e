import { X } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { Name } from '../design/Badge';
import { Button } from '../design/Button';
import { useTargets } from './useTargets';

interface Props {
  names: readonly string[];
  onChange: (names: string[]) => void;
  /** legacy or enforced; left out where it is not known. */
  enforcement?: string | undefined;
  /** Beside a restriction a list has no effect. */
  mode: string;
  locked?: boolean;
  errors?: string[] | undefined;
}

/** A legacy allow-list: the names on it, those among them that are not registered, and whether it counts. */
export function LegacyListField({ names, onChange, enforcement, mode, locked, errors }: Props) {
  const id = useId();
  const targets = useTargets();
  const [typed, setTyped] = useState('');
  const known = new Set(targets.data?.map((t) => t.name));
  const add = () => {
    const more = typed.split(/[\s,]+/).filter((name) => name && !names.includes(name));
    if (more.length > 0) onChange([...names, ...new Set(more)]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-soft">Legacy list <span className="font-normal text-ink-faint">{names.length}</span></legend>
      <p className={`text-xs ${counts(enforcement, mode) && names.length > 0 ? 'text-caution' : 'text-ink-faint'}`}>{effect(names.length, enforcement, mode)}</p>
      {names.length > 0 && (
        <ul aria-label="Legacy list" className="flex flex-wrap gap-1.5">
          {names.map((name) => (
            <li key={name} className={`inline-flex max-w-full items-center gap-1 rounded px-1.5 py-0.5 ${targets.data && !known.has(name) ? 'bg-danger-soft text-danger' : 'bg-sunken'}`} title={targets.data && !known.has(name) ? 'Not registered: it allows nothing' : undefined}>
              <Name className="min-w-0 break-all">{name}</Name>
              {targets.data && !known.has(name) && <span className="text-2xs">unknown</span>}
              {!locked && <button type="button" aria-label={`Take ${name} off the list`} onClick={() => onChange(names.filter((n) => n !== name))} className="rounded p-0.5 hover:bg-panel"><X className="size-3" aria-hidden /></button>}
            </li>
          ))}
        </ul>
      )}
      {!locked && (
        <div className="flex gap-2">
          <input aria-label="Add to the legacy list" list={id} value={typed} placeholder="A name, or several" spellCheck={false} autoComplete="off" onChange={(e) => setTyped(e.target.value)} onKeyDown={onKeyDown} onBlur={add}
            className="h-8 min-w-0 grow rounded-lg border border-line-strong bg-panel px-2.5 font-mono text-xs" />
          <datalist id={id}>{targets.data?.filter((t) => !names.includes(t.name)).map((t) => <option key={t.name} value={t.name} />)}</datalist>
          <Button size="sm" className="h-8" disabled={!typed.trim()} onClick={add}>Add</Button>
        </div>
      )}
      {errors && <p role="alert" className="text-xs text-danger">{errors.join(' ')}</p>}
    </fieldset>
  );
}

const counts = (enforcement: string | undefined, mode: string) => enforcement === 'legacy' && mode !== 'restrict';

function effect(length: number, enforcement: string | undefined, mode: string): string {
  if (mode === 'restrict') return 'Beside a restriction it has no effect.';
  if (enforcement === 'enforced') return length > 0 ? 'Its organization is enforced: the list has no effect.' : 'Its organization is enforced: a list would have no effect.';
  if (length === 0) return 'None. While the organization is not enforced, names here narrow what inherits.';
  return enforcement === 'legacy' ? 'Only these names pass here, for as long as the organization is not enforced.' : 'Counts only while its organization is not enforced.';
}
