import { useState } from 'react';
import type { Price } from '../../api/types';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';

interface Props {
  /** The operator's own; null leaves it to the catalog. */
  price: Price | null;
  /** The catalog's. */
  known: Price | null;
  onChange: (price: Price | null) => void;
  errors?: string[];
}

const parts = [
  { part: 'input', label: 'Input, $ per 1M', fallback: '' },
  { part: 'cached_input', label: 'Cached input, $ per 1M', fallback: 'as input' },
  { part: 'cache_write', label: 'Cache write, $ per 1M', fallback: 'as input' },
  { part: 'output', label: 'Output, $ per 1M', fallback: '' },
] as const;

type Texts = Record<(typeof parts)[number]['part'], string>;

const toTexts = (price: Price | null): Texts => ({ input: `${price?.input ?? ''}`, cached_input: `${price?.cached_input ?? ''}`, cache_write: `${price?.cache_write ?? ''}`, output: `${price?.output ?? ''}` });

/** Texts are kept as typed (“0.” on the way to “0.15”); a price is made of them once input and output are numbers. */
export function PriceFields({ price, known, onChange, errors }: Props) {
  const [texts, setTexts] = useState(() => toTexts(price));
  const change = (next: Texts) => {
    setTexts(next);
    const optional = (text: string) => (text.trim() === '' ? {} : { value: Number(text) });
    const { value: cached } = optional(next.cached_input);
    const { value: write } = optional(next.cache_write);
    const empty = Object.values(next).every((text) => text.trim() === '');
    // What has no field here stays as it was.
    const { input: _, output: __, cached_input: ___, cache_write: ____, ...rest } = price ?? { input: 0, output: 0 };
    onChange(empty ? null : { ...rest, input: Number(next.input), output: Number(next.output), ...(cached === undefined ? {} : { cached_input: cached }), ...(write === undefined ? {} : { cache_write: write }) });
  };
  const one = texts.input.trim() === '' && texts.output.trim() === '';
  const half = !one && (texts.input.trim() === '' || texts.output.trim() === '');
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {parts.map(({ part, label, fallback }) => (
          <TextField key={part} label={label} inputMode="decimal" pattern="[0-9]*\.?[0-9]*" value={texts[part]} required={half && (part === 'input' || part === 'output')}
            placeholder={known?.[part] != null ? `${known[part]}` : fallback} onChange={(e) => change({ ...texts, [part]: e.target.value })} />
        ))}
      </div>
      {errors ? <p role="alert" className="text-xs text-danger">{errors.join(' ')}</p> : (
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-faint">
          {price ? 'Your own price.' : known ? 'The catalog’s list price counts.' : 'Without a price, calls have no cost in the records.'}
          {!price && known && <Button size="sm" tone="quiet" onClick={() => change(toTexts(known))}>Edit it</Button>}
          {price && known && <Button size="sm" tone="quiet" onClick={() => change(toTexts(null))}>Back to the catalog’s</Button>}
        </p>
      )}
    </fieldset>
  );
}
