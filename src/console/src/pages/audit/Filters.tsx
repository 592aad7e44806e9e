import { Chips, type Chip } from '../../design/Chips';
import { SelectField, TextField } from '../../design/Field';
import { fromLocalInput, time, toLocalInput } from '../../design/format';
import type { AuditSearch } from './search';
import { actions, kinds } from './words';

interface Props {
  search: AuditSearch;
  set: (change: Partial<AuditSearch>) => void;
}

/** The filters, all of them in the URL. */
export function Filters({ search, set }: Props) {
  return (
    <div className="mb-4 grid gap-2.5">
      <div className="grid grid-cols-2 items-end gap-2.5 lg:grid-cols-6 [&>*]:min-w-0">
        <Typed label="Name contains" value={search.text} onChange={(text) => set({ text })} />
        <Choice label="Kind" value={search.object_kind} options={kinds} onChange={(object_kind) => set({ object_kind })} />
        <Choice label="Action" value={search.action} options={actions} onChange={(action) => set({ action })} />
        <Typed label="Who" value={search.actor} placeholder="admin" onChange={(actor) => set({ actor })} />
        <TextField label="From" type="datetime-local" value={toLocalInput(search.since)} onChange={(e) => set({ since: fromLocalInput(e.target.value) ?? undefined })} />
        <TextField label="Until" type="datetime-local" value={toLocalInput(search.until)} onChange={(e) => set({ until: fromLocalInput(e.target.value) ?? undefined })} />
      </div>
      <SetFilters search={search} set={set} />
    </div>
  );
}

/** A choice that also shows a value which is not among the options. */
function Choice({ label, value, options, onChange }: { label: string; value?: string; options: string[]; onChange: (value?: string) => void }) {
  return (
    <SelectField label={label} value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)}>
      <option value="">All</option>
      {value && !options.includes(value) && <option value={value}>{value}</option>}
      {options.map((option) => <option key={option} value={option}>{option.replaceAll('_', ' ')}</option>)}
    </SelectField>
  );
}

/** A text that counts when one leaves the field or presses Enter, not at each letter. */
function Typed({ label, value = '', placeholder, onChange }: { label: string; value?: string; placeholder?: string; onChange: (value?: string) => void }) {
  const commit = (typed: string) => typed.trim() !== value && onChange(typed.trim() || undefined);
  return <TextField key={value} label={label} placeholder={placeholder} defaultValue={value} onBlur={(e) => commit(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && commit(e.currentTarget.value)} />;
}

/** What is set, and how to be rid of it. */
function SetFilters({ search, set }: Props) {
  const chips: Chip<AuditSearch>[] = [];
  if (search.object_id) chips.push({ text: <>Object {search.object_id}</>, clear: { object_id: undefined } });
  if (search.request_id) chips.push({ text: <>Request {search.request_id}</>, clear: { request_id: undefined } });
  if (search.version) chips.push({ text: <>Registry version {search.version}</>, clear: { version: undefined } });
  if (search.since) chips.push({ text: <>From {time(search.since)}</>, clear: { since: undefined } });
  if (search.until) chips.push({ text: <>Until {time(search.until)}</>, clear: { until: undefined } });
  return <Chips chips={chips} set={set} />;
}
