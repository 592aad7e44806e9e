import { useState } from 'react';
import { TextField } from '../design/Field';

/** Per cent at which a budget tells of itself, written one after the other. */
export function ThresholdsField({ value, onChange, errors }: { value: readonly number[] | null | undefined; onChange: (value: number[] | null) => void; errors?: string[] | undefined }) {
  const [text, setText] = useState(value?.join(', ') ?? '');
  return (
    <TextField label="Thresholds, per cent" placeholder="70, 90, 100" value={text} hint="At which it is told of, in the log, the metrics and alerts." {...(errors ? { errors } : {})}
      onChange={(e) => {
        setText(e.target.value);
        const numbers = e.target.value.split(/[\s,;]+/).filter(Boolean).map(Number);
        onChange(numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null);
      }} />
  );
}
