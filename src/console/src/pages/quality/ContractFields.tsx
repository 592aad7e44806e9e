import { useState } from 'react';
import { TextArea, TextField } from '../../design/Field';

/** A list of words, one a line. */
export function LinesField({ label, value, onChange, errors, hint }: { label: string; value: string[]; onChange: (value: string[]) => void; errors?: string[] | undefined; hint?: string }) {
  const [text, setText] = useState(value.join('\n'));
  return (
    <TextArea label={label} rows={3} value={text} hint={hint ?? 'One a line.'} errors={errors ?? []}
      onChange={(e) => {
        setText(e.target.value);
        onChange(e.target.value.split('\n').map((line) => line.trim()).filter(Boolean));
      }} />
  );
}

/** Some of a few words. */
export function WordsField({ label, words, chosen, onChange, errors }: { label: string; words: readonly string[]; chosen: string[]; onChange: (chosen: string[]) => void; errors?: string[] | undefined }) {
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {words.map((word) => (
          <label key={word} className="inline-flex items-center rounded-full border border-line-strong px-2.5 py-0.5 text-xs text-ink-soft has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand">
            <input type="checkbox" className="sr-only" checked={chosen.includes(word)} onChange={(e) => onChange(words.filter((w) => (w === word ? e.target.checked : chosen.includes(w))))} />
            {word}
          </label>
        ))}
      </div>
      {errors && <p role="alert" className="text-xs text-danger">{errors.join(' ')}</p>}
    </fieldset>
  );
}

/** A number that may be left out. */
export const NumberField = ({ label, value, onChange, errors, hint }: { label: string; value: number | null | undefined; onChange: (value: number | null) => void; errors?: string[] | undefined; hint?: string }) => (
  <TextField label={label} type="number" step="any" value={value ?? ''} onChange={(e) => onChange(e.target.value === '' ? null : Number(e.target.value))} errors={errors ?? []} hint={hint} />
);
