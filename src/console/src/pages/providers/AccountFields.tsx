import type { Provider } from '../../api/types';
import { SelectField, TextField } from '../../design/Field';
import { CredentialField } from './CredentialField';
import { kindOf, type AccountField, type Kind } from './kinds';
import type { ProviderDraft } from './providerDraft';
import { useServers } from './useServers';

export interface FieldsProps {
  provider: Provider | null;
  draft: ProviderDraft;
  set: (change: Partial<ProviderDraft>) => void;
  errors: Record<string, string[]>;
}

/** What the kind of account wants to know, and nothing else. */
export function AccountFields({ provider, draft, set, errors }: FieldsProps) {
  const kind = kindOf(draft.kind);
  return (
    <>
      {draft.kind === 'openai_compatible' && <ServerField draft={draft} set={set} errors={errors} />}
      {kind.url?.required && <UrlField url={kind.url} draft={draft} set={set} errors={errors} />}
      {Object.keys(kind.fields).length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          {(Object.entries(kind.fields) as [AccountField, NonNullable<Kind['fields'][AccountField]>][]).map(([name, words]) => (
            <TextField key={name} mono {...words} value={draft[name] ?? ''} onChange={(e) => set({ [name]: e.target.value || null })} errors={errors[name]} />
          ))}
        </div>
      )}
      {kind.credential && <CredentialField key={draft.kind} words={kind.credential} stored={provider?.has_credential ?? false} value={draft.api_key} onChange={(api_key) => set({ api_key })} errors={errors['api_key']} />}
    </>
  );
}

export const UrlField = ({ url, draft, set, errors }: Pick<FieldsProps, 'draft' | 'set' | 'errors'> & { url: NonNullable<Kind['url']> }) => (
  <TextField label={url.label} mono type="url" value={draft.base_url} onChange={(e) => set({ base_url: e.target.value })} errors={errors['base_url']} placeholder={url.placeholder} hint={url.hint} />
);

/** Which server it is: translated calls are written for it. */
function ServerField({ draft, set, errors }: Pick<FieldsProps, 'draft' | 'set' | 'errors'>) {
  const servers = useServers();
  const listed = servers.data?.servers ?? [];
  return (
    <SelectField label="Server" value={draft.server ?? ''} onChange={(e) => set({ server: e.target.value || null })} errors={errors['server']}
      hint={servers.error ? 'The list of servers could not be loaded; the gateway goes by the host.' : 'Translated calls are written in its words, and leave out what it does not take.'}>
      <option value="">Goes by the host, else any compatible server</option>
      {listed.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
      {draft.server && !listed.some(({ name }) => name === draft.server) && <option value={draft.server}>{draft.server}</option>}
    </SelectField>
  );
}
