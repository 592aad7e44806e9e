import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useSettled } from '../api/useSettled';
import { Field } from './Field';

export interface Option {
  id: string;
  text: string;
  /** What tells it from others of the same name. */
  note?: ReactNode;
  /** A heading above it, where those before it have another. */
  group?: string;
}

interface Props {
  label: string;
  hint?: ReactNode;
  errors?: string[] | undefined;
  /** The id of what is chosen. */
  value: string | undefined;
  /** How what is chosen is called; its id until that is known. */
  text: string | undefined;
  onChange: (option: Option | undefined) => void;
  /** Finds options by a part of their name; empty text finds the first ones. */
  find: (text: string, signal: AbortSignal) => Promise<{ options: Option[]; more: boolean }>;
  /** What tells this search from others. */
  queryKey: readonly unknown[];
  /** What nothing chosen means: “All”, “None”. Left out where something must be chosen. */
  nothing?: string;
  placeholder?: string;
  disabled?: boolean;
}

const box = 'h-9 w-full min-w-0 rounded-lg border bg-panel pr-8 pl-2.5 text-sm text-ink hover:border-ink-faint disabled:border-line disabled:bg-sunken disabled:text-ink-soft';

/** A choice from a list too long to show: typing asks the gateway. */
export function Combobox({ label, hint, errors, value, text, onChange, find, queryKey, nothing, placeholder, disabled }: Props) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const active = useRef<HTMLLIElement>(null);
  const wanted = useSettled(typed.trim());
  const found = useQuery({ queryKey: ['find', ...queryKey, wanted], queryFn: ({ signal }) => find(wanted, signal), enabled: open, staleTime: 10_000 });
  const current = wanted === typed.trim() ? found.data : undefined;
  const options = current?.options ?? [];
  useEffect(() => setAt(0), [wanted]);
  useEffect(() => active.current?.scrollIntoView({ block: 'nearest' }), [at]);

  const show = () => {
    if (disabled) return;
    setOpen(true);
    setTyped('');
    setAt(0);
  };
  const choose = (option: Option | undefined) => {
    onChange(option);
    setOpen(false);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return show();
      setAt((now) => Math.max(0, Math.min(options.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && open) {
      // Within a form this chooses and does not submit.
      event.preventDefault();
      if (options[at]) choose(options[at]);
    } else if (event.key === 'Escape' && open) {
      setOpen(false);
    }
  };

  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => (
        <div className="relative">
          <input ref={input} id={id} role="combobox" aria-expanded={open} aria-controls={list} aria-autocomplete="list" aria-describedby={note} aria-invalid={errors?.length ? true : undefined}
            aria-activedescendant={open && options[at] ? `${list}-${at}` : undefined} autoComplete="off" spellCheck={false} disabled={disabled}
            className={`${box} ${errors?.length ? 'border-danger' : 'border-line-strong'} ${!open && nothing !== undefined && !disabled ? 'placeholder:text-ink' : 'placeholder:text-ink-faint'}`} placeholder={open ? 'Type to find' : placeholder ?? nothing ?? 'Choose…'}
            value={open ? typed : value ? text ?? value : ''} onFocus={show} onClick={() => !open && show()} onBlur={() => setOpen(false)} onKeyDown={onKeyDown}
            onChange={(e) => { if (!open) setOpen(true); setTyped(e.target.value); }} />
          {value && nothing !== undefined && !disabled && !open
            ? <button type="button" aria-label={`${label}: ${nothing}`} title={nothing} onClick={() => choose(undefined)} className="absolute top-1/2 right-1.5 -translate-y-1/2 rounded p-1 text-ink-faint hover:bg-sunken hover:text-ink"><X className="size-3.5" aria-hidden /></button>
            : <ChevronsUpDown className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-faint" aria-hidden />}
          {open && (
            // Pressing into the list must not take the focus, which would close it.
            <ul id={list} role="listbox" aria-label={label} onMouseDown={(e) => e.preventDefault()} className="dialog-in absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-lg border border-line bg-panel p-1 shadow-float">
              {options.map((option, i) => (
                <li key={option.id} id={`${list}-${i}`} ref={i === at ? active : undefined} role="option" aria-selected={option.id === value} onClick={() => choose(option)} onMouseMove={() => setAt(i)}
                  className={`cursor-pointer rounded-md px-2.5 py-1.5 text-sm ${i === at ? 'bg-sunken' : ''}`}>
                  {option.group && option.group !== options[i - 1]?.group && <span className="block text-2xs text-ink-faint">{option.group}</span>}
                  <span className={`break-words ${option.id === value ? 'font-medium' : ''}`}>{option.text}</span>
                  {option.note && <span className="ml-1.5 text-xs break-words text-ink-faint">{option.note}</span>}
                </li>
              ))}
              {found.error ? <li className="px-2.5 py-1.5 text-xs text-danger">{found.error.message}</li>
                : !current ? <li className="px-2.5 py-1.5 text-xs text-ink-faint">Looking…</li>
                  : options.length === 0 ? <li className="px-2.5 py-1.5 text-xs text-ink-faint">{wanted ? 'Nothing is called that.' : 'There is none yet.'}</li>
                    : current.more && <li className="px-2.5 py-1.5 text-xs text-ink-faint">There are more: type a part of the name.</li>}
            </ul>
          )}
        </div>
      )}
    </Field>
  );
}
