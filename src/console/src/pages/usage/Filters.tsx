import { useState } from 'react';
import { Button } from '../../design/Button';
import { Chips, type Chip } from '../../design/Chips';
import { SelectField, TextField } from '../../design/Field';
import { fromLocalInput, time, toLocalInput } from '../../design/format';
import { buckets, dimensionNames, dimensions, filtersOf, type Dimension, type UsageSearch } from './search';

interface Props {
  search: UsageSearch;
  set: (change: Partial<UsageSearch>) => void;
}

/** The filters, all of them in the URL: one more by its value, an exact period, the width of a bar. */
export function Filters({ search, set }: Props) {
  const [dimension, setDimension] = useState<Dimension>('model');
  const [value, setValue] = useState('');
  const chips: Chip<UsageSearch>[] = filtersOf(search).map(([name, of]) => ({ text: <>{dimensions[name]} {of}</>, clear: { [name]: undefined } as Partial<UsageSearch> }));
  if (search.from) chips.push({ text: <>From {time(search.from)}</>, clear: { from: undefined } });
  if (search.to) chips.push({ text: <>Until {time(search.to)}</>, clear: { to: undefined } });
  return (
    <div className="mb-4 grid gap-2.5">
      <form className="grid grid-cols-2 items-end gap-2.5 lg:grid-cols-[repeat(6,minmax(0,1fr))_auto]" onSubmit={(e) => { e.preventDefault(); if (value.trim()) { set({ [dimension]: value.trim() }); setValue(''); } }}>
        <SelectField label="Only" value={dimension} onChange={(e) => setDimension(e.target.value as Dimension)}>
          {dimensionNames.map((name) => <option key={name} value={name}>{dimensions[name]}</option>)}
        </SelectField>
        <TextField label="Name or id" mono placeholder="a name in the table below narrows too" value={value} onChange={(e) => setValue(e.target.value)} />
        <TextField label="From" type="datetime-local" value={toLocalInput(search.from)} onChange={(e) => set({ from: fromLocalInput(e.target.value) ?? undefined })} />
        <TextField label="Until" type="datetime-local" value={toLocalInput(search.to)} onChange={(e) => set({ to: fromLocalInput(e.target.value) ?? undefined })} />
        <SelectField label="Bars per" value={search.bucket ?? ''} onChange={(e) => set({ bucket: (e.target.value || undefined) as UsageSearch['bucket'] })}>
          <option value="">as it fits</option>
          {buckets.map((b) => <option key={b} value={b}>{b}</option>)}
        </SelectField>
        <Button type="submit" disabled={!value.trim()}>Add filter</Button>
      </form>
      <Chips chips={chips} set={set} />
    </div>
  );
}
