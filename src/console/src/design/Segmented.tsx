interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A few choices of which one is always made. */
export function Segmented<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-lg border border-line-strong bg-panel p-0.5">
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}
          className="rounded-md px-2.5 py-1 text-xs font-medium text-ink-soft hover:text-ink aria-pressed:bg-brand aria-pressed:text-on-brand">
          {option.label}
        </button>
      ))}
    </div>
  );
}
