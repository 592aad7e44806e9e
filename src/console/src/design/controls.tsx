import { Check, Copy, LoaderCircle } from 'lucide-react';
import { useId, useState, type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';

type Tone = 'primary' | 'plain' | 'danger' | 'quiet';

const tones: Record<Tone, string> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong border-transparent',
  plain: 'bg-panel text-ink hover:bg-sunken border-line-strong',
  danger: 'bg-panel text-danger hover:bg-danger-soft border-line-strong',
  quiet: 'bg-transparent text-ink-soft hover:text-ink hover:bg-sunken border-transparent',
};

export function Button({ tone = 'plain', busy, children, className = '', disabled, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { tone?: Tone; busy?: boolean }) {
  return (
    <button
      type="button"
      className={`inline-flex h-9 items-center justify-center gap-2 rounded-lg border px-3.5 text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-50 ${tones[tone]} ${className}`}
      disabled={disabled || busy}
      {...rest}
    >
      {busy && <LoaderCircle className="size-4 animate-spin" aria-hidden />}
      {children}
    </button>
  );
}

export function Field({ label, hint, errors, children }: { label: string; hint?: ReactNode; errors?: string[]; children: (id: string, describedBy: string) => ReactNode }) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-[13px] font-medium text-ink">{label}</label>
      {children(id, note)}
      {errors?.length ? (
        <p id={note} role="alert" className="text-[13px] text-danger">{errors.join(' ')}</p>
      ) : hint ? (
        <p id={note} className="text-[13px] text-ink-faint">{hint}</p>
      ) : null}
    </div>
  );
}

const box = 'w-full rounded-lg border bg-panel px-3 text-sm text-ink placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-soft';

export function TextField({ label, hint, errors, mono, ...rest }: InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: ReactNode; errors?: string[]; mono?: boolean }) {
  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => (
        <input id={id} aria-describedby={note} aria-invalid={!!errors?.length} autoComplete="off" spellCheck={false}
          className={`${box} h-9 ${mono ? 'font-mono text-[13px]' : ''} ${errors?.length ? 'border-danger' : 'border-line-strong'}`} {...rest} />
      )}
    </Field>
  );
}

export function SelectField({ label, hint, errors, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { label: string; hint?: ReactNode; errors?: string[] }) {
  return (
    <Field label={label} hint={hint} errors={errors}>
      {(id, note) => (
        <select id={id} aria-describedby={note} className={`${box} h-9 ${errors?.length ? 'border-danger' : 'border-line-strong'}`} {...rest}>{children}</select>
      )}
    </Field>
  );
}

export function Toggle({ label, hint, checked, onChange, disabled }: { label: string; hint?: string; checked: boolean; onChange: (value: boolean) => void; disabled?: boolean }) {
  return (
    <label className="flex items-start gap-2.5 text-sm">
      <input type="checkbox" className="mt-0.5 size-4 accent-brand" checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)} />
      <span>
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-[13px] text-ink-faint">{hint}</span>}
      </span>
    </label>
  );
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      tone="plain"
      className="h-8 px-2.5"
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
        setTimeout(() => setCopied(false), 1500);
      }}
    >
      {copied ? <Check className="size-4 text-clear" aria-hidden /> : <Copy className="size-4" aria-hidden />}
      {copied ? 'Copied' : label}
    </Button>
  );
}
