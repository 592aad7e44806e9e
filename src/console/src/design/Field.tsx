import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';

interface Labelled {
  label: string;
  hint?: ReactNode;
  /** What the server said of this field. */
  errors?: string[];
}

/** A label, a control, and below it what the server said of it or else what helps. */
export function Field({ label, hint, errors, children }: Labelled & { children: (id: string, noteId: string | undefined) => ReactNode }) {
  const id = useId();
  const note = `${id}-note`;
  const faulty = !!errors?.length;
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="text-xs font-medium text-ink-soft">{label}</label>
      {children(id, faulty || hint ? note : undefined)}
      {faulty ? <p id={note} role="alert" className="text-xs text-danger">{errors.map(sentence).join(' ')}</p> : hint ? <p id={note} className="text-xs text-ink-faint">{hint}</p> : null}
    </div>
  );
}

/** The server's messages go on from the field's name: “is required.” */
const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);

const box = 'w-full min-w-0 rounded-lg border bg-panel px-2.5 text-sm text-ink placeholder:text-ink-faint hover:border-ink-faint disabled:border-line disabled:bg-sunken disabled:text-ink-soft';
const border = (errors?: string[]) => (errors?.length ? 'border-danger' : 'border-line-strong');

export function TextField({ label, hint, errors, mono, className = '', ...rest }: InputHTMLAttributes<HTMLInputElement> & Labelled & { mono?: boolean }) {
  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => (
        <input id={id} aria-describedby={note} aria-invalid={errors?.length ? true : undefined} autoComplete="off" spellCheck={false}
          className={`${box} h-9 ${mono ? 'font-mono text-xs' : ''} ${border(errors)} ${className}`} {...rest} />
      )}
    </Field>
  );
}

export function TextArea({ label, hint, errors, mono, className = '', ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & Labelled & { mono?: boolean }) {
  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => (
        <textarea id={id} aria-describedby={note} aria-invalid={errors?.length ? true : undefined} autoComplete="off" spellCheck={!mono}
          className={`${box} py-2 ${mono ? 'font-mono text-xs' : ''} ${border(errors)} ${className}`} {...rest} />
      )}
    </Field>
  );
}

export function SelectField({ label, hint, errors, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & Labelled) {
  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => <select id={id} aria-describedby={note} aria-invalid={errors?.length ? true : undefined} className={`${box} h-9 ${border(errors)}`} {...rest}>{children}</select>}
    </Field>
  );
}

export function Toggle({ label, hint, checked, onChange, disabled }: { label: string; hint?: ReactNode; checked: boolean; onChange: (value: boolean) => void; disabled?: boolean }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5 text-sm">
      <span className="relative mt-0.5 inline-flex">
        <input id={id} type="checkbox" role="switch" checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)} aria-describedby={hint ? `${id}-note` : undefined}
          className="peer h-4.5 w-8 cursor-pointer appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-transparent checked:bg-brand disabled:opacity-50" />
        <span className="pointer-events-none absolute top-[3px] left-[3px] size-3 rounded-full bg-ink-faint transition-all peer-checked:left-[17px] peer-checked:bg-on-brand" aria-hidden />
      </span>
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium">{label}</label>
        {hint && <p id={`${id}-note`} className="text-xs text-ink-faint">{hint}</p>}
      </div>
    </div>
  );
}
