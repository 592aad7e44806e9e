import { TextField, Toggle } from '../../design/Field';
import type { ExternalDraft } from './policyDraft';

interface Props {
  external: ExternalDraft;
  set: (change: Partial<ExternalDraft>) => void;
  errors: Record<string, string[]>;
}

const numbers = [
  ['timeout_ms', 'Answer within, ms'], ['max_answer_kb', 'Answer at most, KiB'], ['max_concurrency', 'Questions at once'], ['cache_seconds', 'Answers kept, s'],
] as const;

/** Names of the fields, as the server calls them. */
export const externalFields = ['external.url', 'external.allow_hosts', ...numbers.map(([field]) => `external.${field}`)];

/** Whom an external policy asks, and what it may take. */
export function ExternalFields({ external, set, errors }: Props) {
  const hosts = Object.entries(errors).filter(([field]) => field.startsWith('external.allow_hosts')).flatMap(([, messages]) => messages);
  return (
    <>
      <TextField label="URL" mono required type="url" placeholder="https://policy.example.com/route" value={external.url} onChange={(e) => set({ url: e.target.value })} errors={errors['external.url']} hint="Asked by POST for each call." />
      <TextField label="Hosts that may be asked" mono required placeholder="policy.example.com" value={external.allow_hosts.join(', ')} onChange={(e) => set({ allow_hosts: e.target.value.split(/[,\s]+/).filter((word, i, all) => word || (i === all.length - 1 && i > 0)) })} errors={hosts} hint="Each exactly, the URL’s own among them. Redirects to any other are refused." />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {numbers.map(([field, label]) => <TextField key={field} label={label} type="number" min={0} value={external[field]} onChange={(e) => set({ [field]: e.target.valueAsNumber || 0 })} errors={errors[`external.${field}`]} />)}
      </div>
      <Toggle label="Plain HTTP" hint="An exception, for a network that is trusted." checked={external.allow_http} onChange={(allow_http) => set({ allow_http })} />
      <Toggle label="Private addresses" hint="These hosts may be at private or loopback addresses." checked={external.allow_private} onChange={(allow_private) => set({ allow_private })} />
    </>
  );
}
