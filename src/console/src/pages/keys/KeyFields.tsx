import { errorsUnder } from '../../api/problem';
import { AccessEditor } from '../../access/AccessEditor';
import { LegacyListField } from '../../access/LegacyListField';
import { UserPicker } from '../../access/UserPicker';
import { SelectField, TextField } from '../../design/Field';
import { fromLocalInput, toLocalInput } from '../../design/format';
import { PairsField } from '../../editing/PairsField';
import type { KeyDraft } from './keyDraft';

/** The fields that show their own faults. */
export const keyFields = (draft: KeyDraft): string[] => [
  'name', 'user_id', 'environment', 'expires_at', 'access.grants',
  ...draft.access.grants.map((_, i) => `access.grants[${i}]`), ...Object.keys(draft.metadata).map((name) => `metadata.${name}`),
  'legacy_models', ...(draft.legacy_models ?? []).map((_, i) => `legacy_models[${i}]`),
];

interface Props {
  draft: KeyDraft;
  set: (change: Partial<KeyDraft>) => void;
  errors: Record<string, string[]>;
  /** Whose users it may be bound to. */
  organizationId: string;
  placeName: string;
  above?: readonly string[];
  /** Of its organization. */
  enforcement?: string | undefined;
  isNew?: boolean;
}

export function KeyFields({ draft, set, errors, organizationId, placeName, above, enforcement, isNew }: Props) {
  return (
    <>
      <TextField label="Name" required autoFocus={isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} hint="Where it will be used: a service, a laptop, a pipeline." />
      <div className="grid gap-4 sm:grid-cols-3">
        <UserPicker organizationId={organizationId} value={draft.user_id} onChange={(user_id) => set({ user_id })} errors={errors['user_id']} />
        <SelectField label="Environment" value={draft.environment ?? ''} onChange={(e) => set({ environment: e.target.value || null })} errors={errors['environment']}>
          <option value="">As the project</option>
          {['dev', 'staging', 'prod'].map((e) => <option key={e}>{e}</option>)}
        </SelectField>
        <TextField label="Expires" type="datetime-local" value={toLocalInput(draft.expires_at)} onChange={(e) => set({ expires_at: fromLocalInput(e.target.value) })} errors={errors['expires_at']} hint={draft.expires_at ? 'In your time zone.' : 'Empty: never.'} />
      </div>
      <AccessEditor access={draft.access} onChange={(access) => set({ access })} aboveName={placeName} above={above} errors={errorsUnder(errors, 'access.grants')} />
      {(enforcement === 'legacy' || !!draft.legacy_models?.length) && <LegacyListField names={draft.legacy_models ?? []} enforcement={enforcement} mode={draft.access.mode} errors={errorsUnder(errors, 'legacy_models')} onChange={(names) => set({ legacy_models: names.length > 0 ? names : null })} />}
      <PairsField label="Metadata" nameLabel="Label" valueLabel="Value" pairs={draft.metadata} onChange={(metadata) => set({ metadata })} errors={errors} path="metadata" hint="Labels of your own: a ticket, a cost center, an owner." />
    </>
  );
}
