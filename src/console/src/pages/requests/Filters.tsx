import { useQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { findIn } from '../../access/find';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { keys, teams } from '../../api/resources';
import type { Team } from '../../api/types';
import { useTargets } from '../../access/useTargets';
import { Button } from '../../design/Button';
import { Combobox } from '../../design/Combobox';
import { Chips, type Chip } from '../../design/Chips';
import { SelectField, TextField } from '../../design/Field';
import { fromLocalInput, time, toLocalInput } from '../../design/format';
import { codes } from './explain';
import { outcomes, periods, type Period, type RequestsSearch } from './search';

interface Props {
  search: RequestsSearch;
  set: (change: Partial<RequestsSearch>) => void;
}

const periodNames: Record<Period, string> = { '15m': 'Last 15 minutes', '1h': 'Last hour', '24h': 'Last day', '7d': 'Last week' };

/** The filters, all of them in the URL. The rarer ones open below. */
export function Filters({ search, set }: Props) {
  const targets = useTargets();
  const rare = [search.http_status, search.deployment, search.team_id, search.since, search.until].filter(Boolean).length;
  const [more, setMore] = useState(false);
  const [id, setId] = useState('');
  return (
    <div className="mb-4 grid gap-2.5">
      <div className="grid grid-cols-2 items-end gap-2.5 md:flex md:flex-wrap [&>*]:min-w-0 md:[&>*]:w-[8.75rem]">
        <SelectField label="Outcome" value={search.status ?? ''} onChange={(e) => set({ status: (e.target.value || undefined) as RequestsSearch['status'] })}>
          <option value="">All</option>
          {outcomes.map((o) => <option key={o} value={o}>{o}</option>)}
        </SelectField>
        <Choice label="Model" value={search.model} options={targets.data?.map((t) => [t.name, t.name]) ?? []} onChange={(model) => set({ model })} />
        <Choice label="Error code" value={search.code} options={codes.map((c) => [c, c])} onChange={(code) => set({ code })} />
        <OrganizationPicker value={search.organization_id} nothing="All" onChange={(organization_id) => set({ organization_id, team_id: undefined })} />
        <SelectField label="Period" value={search.since || search.until ? 'exact' : search.period ?? ''} onChange={(e) => set({ period: (e.target.value || undefined) as Period | undefined, since: undefined, until: undefined })}>
          <option value="">Any time</option>
          {(Object.keys(periods) as Period[]).map((p) => <option key={p} value={p}>{periodNames[p]}</option>)}
          {(search.since || search.until) && <option value="exact" disabled>Exactly as below</option>}
        </SelectField>
        <div className="md:!w-auto"><Button aria-expanded={more} onClick={() => setMore(!more)} className="max-md:w-full"><SlidersHorizontal className="size-4" aria-hidden />More{rare > 0 && ` (${rare})`}</Button></div>
        <form className="relative max-md:col-span-2 md:!ml-auto md:!w-60" onSubmit={(e) => { e.preventDefault(); if (id.trim()) set({ request: id.trim() }); }}>
          <TextField label="Find by request id" mono placeholder="x-request-id" value={id} onChange={(e) => setId(e.target.value)} className="pr-9" />
          <button type="submit" aria-label="Open this request" className="absolute right-1 bottom-1 rounded-md p-1.5 text-ink-faint hover:bg-sunken hover:text-ink"><Search className="size-4" aria-hidden /></button>
        </form>
      </div>
      {more && (
        <div className="grid grid-cols-2 gap-2.5 rounded-lg border border-line bg-panel p-3 lg:grid-cols-5">
          <TeamChoice search={search} set={set} />
          <Typed label="Deployment" value={search.deployment} placeholder="provider/model" onChange={(deployment) => set({ deployment })} />
          <Typed label="HTTP status" value={search.http_status} placeholder="429" onChange={(http_status) => set({ http_status })} />
          <TextField label="From" type="datetime-local" value={toLocalInput(search.since)} onChange={(e) => set({ since: fromLocalInput(e.target.value) ?? undefined, period: undefined })} />
          <TextField label="Until" type="datetime-local" value={toLocalInput(search.until)} onChange={(e) => set({ until: fromLocalInput(e.target.value) ?? undefined, period: undefined })} />
        </div>
      )}
      <SetFilters search={search} set={set} />
    </div>
  );
}

/** A choice that also shows a value which is not among the options (any more). */
function Choice({ label, value, options, onChange, disabled }: { label: string; value?: string; options: (readonly [value: string, name: string])[]; onChange: (value?: string) => void; disabled?: boolean }) {
  return (
    <SelectField label={label} value={value ?? ''} disabled={disabled} onChange={(e) => onChange(e.target.value || undefined)}>
      <option value="">All</option>
      {value && !options.some(([v]) => v === value) && <option value={value}>{value}</option>}
      {options.map(([v, name]) => <option key={v} value={v}>{name}</option>)}
    </SelectField>
  );
}

function TeamChoice({ search: { organization_id, team_id }, set }: Props) {
  const chosen = useQuery({ queryKey: ['teams', team_id], queryFn: ({ signal }) => teams.read(team_id!, signal), enabled: !!team_id });
  return (
    <Combobox label="Team" nothing="All" value={team_id} text={chosen.data?.name} queryKey={['teams', organization_id]} onChange={(option) => set({ team_id: option?.id })}
      find={(text, signal) => findIn<Team>('/teams', organization_id ? { organization_id } : {}, text, signal, (t) => (organization_id ? {} : { note: t.organization }))} />
  );
}

/** A text that counts when one leaves the field or presses Enter, not at each letter. */
function Typed({ label, value = '', placeholder, onChange }: { label: string; value?: string; placeholder: string; onChange: (value?: string) => void }) {
  const commit = (typed: string) => typed.trim() !== value && onChange(typed.trim() || undefined);
  return <TextField key={value} label={label} mono placeholder={placeholder} defaultValue={value} onBlur={(e) => commit(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && commit(e.currentTarget.value)} />;
}

/** What is set but has no field of its own in view. */
function SetFilters({ search, set }: Props) {
  const key = useQuery({ queryKey: ['keys', search.key_id], queryFn: ({ signal }) => keys.read(search.key_id!, signal), enabled: !!search.key_id });
  const chips: Chip<RequestsSearch>[] = [];
  if (search.key_id) chips.push({ text: <>Key {key.data ? `${key.data.name} (${key.data.prefix}…)` : search.key_id}</>, clear: { key_id: undefined } });
  if (search.since) chips.push({ text: <>From {time(search.since)}</>, clear: { since: undefined } });
  if (search.until) chips.push({ text: <>Until {time(search.until)}</>, clear: { until: undefined } });
  return <Chips chips={chips} set={set} />;
}
