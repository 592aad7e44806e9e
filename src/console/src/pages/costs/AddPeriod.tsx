import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Price } from '../../api/types';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { fromLocalInput } from '../../design/format';
import type { Period } from './periods';

interface Props {
  /** Whether it must begin at some time: only the first may have held always. */
  from: boolean;
  /** What it is likely to be near. */
  like: Price | null;
  onAdd: (period: Period) => void;
}

const parts = [['input', 'Input, $ per 1M'], ['cached_input', 'Cached input'], ['cache_write', 'Cache write'], ['output', 'Output, $ per 1M']] as const;
type Texts = Record<(typeof parts)[number][0], string>;

const amount = (text: string) => (text.trim() === '' ? null : Number(text));

/** A price to come, or one that was forgotten. What a price can have besides (tiers, classes) is taken over from the one before. */
export function AddPeriod({ from, like, onAdd }: Props) {
  const [begins, setBegins] = useState('');
  const [ends, setEnds] = useState('');
  const [texts, setTexts] = useState<Texts>({ input: '', cached_input: '', cache_write: '', output: '' });
  const wrong = parts.filter(([part]) => texts[part].trim() !== '' && !(Number(texts[part]) >= 0)).map(([, label]) => label);
  const ready = texts.input.trim() !== '' && texts.output.trim() !== '' && wrong.length === 0 && (!from || begins !== '');
  const add = () => {
    const { from: _, until: __, ...rest } = (like ?? {}) as Period;
    onAdd({
      ...rest, input: Number(texts.input), output: Number(texts.output), cached_input: amount(texts.cached_input), cache_write: amount(texts.cache_write),
      from: fromLocalInput(begins), ...(ends ? { until: fromLocalInput(ends) } : {}),
    });
    setBegins('');
    setEnds('');
    setTexts({ input: '', cached_input: '', cache_write: '', output: '' });
  };
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-lg border border-line p-4">
      <legend className="px-1 text-sm font-medium">Another price</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Holds from" type="datetime-local" value={begins} onChange={(e) => setBegins(e.target.value)} hint={from ? 'By your clock.' : 'By your clock; empty: always.'} />
        <TextField label="Until" type="datetime-local" value={ends} onChange={(e) => setEnds(e.target.value)} hint="Empty: until the next begins." />
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {parts.map(([part, label]) => (
          <TextField key={part} label={label} inputMode="decimal" value={texts[part]} placeholder={like?.[part] != null ? `${like[part]}` : part === 'cached_input' || part === 'cache_write' ? 'as input' : ''}
            errors={wrong.includes(label) ? ['must be a number, 0 or more.'] : undefined} onChange={(e) => setTexts({ ...texts, [part]: e.target.value })} />
        ))}
      </div>
      <div><Button disabled={!ready} onClick={add}><Plus className="size-4" aria-hidden />Add this price</Button></div>
    </fieldset>
  );
}
