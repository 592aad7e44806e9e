import { useEffect, useState } from 'react';
import { TextField, Toggle } from '../../design/Field';
import { PairsField } from '../../editing/PairsField';
import { UrlField, type FieldsProps } from './AccountFields';
import { kindOf } from './kinds';

const timeouts = { connect_ms: 'Connect', first_byte_ms: 'First byte', idle_ms: 'Silence within a stream', total_ms: 'Whole call' } as const;

/** The fields that stand here, to know which faults do. */
export const advancedFields = ['retries', 'headers', ...Object.keys(timeouts).map((t) => `timeouts.${t}`)];

/** What has a default that fits most accounts. Unfolds by itself when something in it is at fault. */
export function AdvancedFields({ draft, set, errors }: FieldsProps) {
  const { url, chat } = kindOf(draft.kind);
  // A refused address is often a matter of the two permissions below.
  const faulty = Object.keys(errors).some((name) => advancedFields.includes(name) || name.startsWith('headers.') || name === 'base_url');
  const [open, setOpen] = useState(draft.allow_private || draft.allow_http);
  useEffect(() => {
    if (faulty) setOpen(true);
  }, [faulty]);
  return (
    <details className="rounded-lg border border-line px-4 py-3" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="text-sm font-medium">Advanced: network, timeouts, retries, headers</summary>
      <div className="mt-3 grid gap-4">
        {url && !url.required && <UrlField url={url} draft={draft} set={set} errors={errors} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <Toggle label="Allow private addresses" hint="For servers in your own network. Link-local and metadata addresses stay closed." checked={draft.allow_private} onChange={(allow_private) => set({ allow_private })} />
          <Toggle label="Allow plain HTTP" hint="Credential and prompts travel unencrypted." checked={draft.allow_http} onChange={(allow_http) => set({ allow_http })} />
        </div>
        <div className="grid grid-cols-2 gap-4">
          {(Object.keys(timeouts) as (keyof typeof timeouts)[]).map((name) => (
            <TextField key={name} label={`${timeouts[name]}, ms`} type="number" min={100} value={draft.timeouts[name] || ''} onChange={(e) => set({ timeouts: { ...draft.timeouts, [name]: e.target.valueAsNumber || 0 } })} errors={errors[`timeouts.${name}`]} />
          ))}
          <TextField label="Retries" type="number" min={0} max={5} value={draft.retries} onChange={(e) => set({ retries: e.target.valueAsNumber || 0 })} errors={errors['retries']} hint="Only before the first byte is sent." />
        </div>
        {chat && <Toggle label="Understands stream_options.include_usage" hint="The gateway asks for usage at the end of streams. Switch off for servers that refuse the field: their streams are not counted then." checked={draft.stream_usage} onChange={(stream_usage) => set({ stream_usage })} />}
        <PairsField label="Headers sent with each call" nameLabel="Header" valueLabel="Value" pairs={draft.headers} onChange={(headers) => set({ headers })} errors={errors} path="headers" hint="Not for credentials: those belong above, where they are encrypted." />
      </div>
    </details>
  );
}
