import { errorsUnder } from '../../api/problem';
import type { User } from '../../api/types';
import { AccessEditor } from '../../access/AccessEditor';
import { SelectField, TextField } from '../../design/Field';
import { fromLocalInput, toLocalInput } from '../../design/format';
import { PairsField } from '../../editing/PairsField';
import { LimitsEditor } from '../../limits/LimitsEditor';
import { limitFields } from '../../limits/limitsDraft';
import type { KeyDraft } from './keyDraft';

/** The fields that show their own faults. */
export const keyFields = (draft: KeyDraft): string[] => [
  'name', 'user_id', 'environment', 'expires_at', 'access.grants', ...limitFields,
  ...draft.access.grants.map((_, i) => `access.grants[${i}]`), ...Object.keys(draft.metadata).map((name) => `metadata.${name}`),
];

interface Props {
  draft: KeyDraft;
  set: (change: Partial<KeyDraft>) => void;
  errors: Record<string, string[]>;
  users: User[];
  placeName: string;
  above?: readonly string[];
  isNew?: boolean;
}

export function KeyFields({ draft, set, errors, users, placeName, above, isNew }: Props) {
  return (
    <>
      <TextField label="Name" required autoFocus={isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} hint="Where it will be used: a service, a laptop, a pipeline." />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField label="User" value={draft.user_id ?? ''} onChange={(e) => set({ user_id: e.target.value || null })} errors={errors['user_id']}>
          <option value="">None</option>
          {users.map((u) => <option key={u.id} value={u.id}>{u.name}</option>)}
        </SelectField>
        <SelectField label="Environment" value={draft.environment ?? ''} onChange={(e) => set({ environment: e.target.value || null })} errors={errors['environment']}>
          <option value="">As the project</option>
          {['dev', 'staging', 'prod'].map((e) => <option key={e}>{e}</option>)}
        </SelectField>
        <TextField label="Expires" type="datetime-local" value={toLocalInput(draft.expires_at)} onChange={(e) => set({ expires_at: fromLocalInput(e.target.value) })} errors={errors['expires_at']} hint={draft.expires_at ? 'In your time zone.' : 'Empty: never.'} />
      </div>
      <AccessEditor access={draft.access} onChange={(access) => set({ access })} aboveName={placeName} above={above} errors={errorsUnder(errors, 'access.grants')} />
      <LimitsEditor value={draft} onChange={set} errors={errors} />
      <PairsField label="Metadata" nameLabel="Label" valueLabel="Value" pairs={draft.metadata} onChange={(metadata) => set({ metadata })} errors={errors} path="metadata" hint="Labels of your own: a ticket, a cost center, an owner." />
    </>
  );
}
