import { useState } from 'react';
import { TextField } from '../design/Field';

interface Props {
  label: string;
  value: number | null | undefined;
  onChange: (value: number | null) => void;
  hint?: string;
  errors?: string[] | undefined;
  placeholder?: string;
  /** Whether it may have decimal places. */
  decimal?: boolean;
  required?: boolean;
}

/** A number, or nothing. The text is kept as typed: “0.” on the way to “0.5”. */
export function AmountField({ value, onChange, errors, decimal, ...rest }: Props) {
  const [text, setText] = useState(value == null ? '' : `${value}`);
  const shown = value == null || Number(text) === value ? text : `${value}`;
  return (
    <TextField {...rest} {...(errors ? { errors } : {})} inputMode={decimal ? 'decimal' : 'numeric'} pattern={decimal ? '[0-9]*\\.?[0-9]*' : '[0-9]*'} value={shown}
      onChange={(e) => {
        setText(e.target.value);
        const number = Number(e.target.value);
        if (e.target.value.trim() === '') onChange(null);
        else if (Number.isFinite(number)) onChange(number);
      }} />
  );
}
