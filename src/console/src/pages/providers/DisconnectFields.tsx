import { SelectField, TextField } from '../../design/Field';
import type { FieldsProps } from './AccountFields';
import { Folded } from './Folded';
import type { ProviderDraft } from './providerDraft';

type Disconnect = ProviderDraft['disconnect'];

const bounds: [name: 'max_seconds' | 'max_bytes' | 'max_calls', label: string, hint: string][] = [
  ['max_seconds', 'For at most, s', 'From when the caller left.'],
  ['max_bytes', 'At most, bytes', 'Of the answer, from then on.'],
  ['max_calls', 'At once', 'At each instance. Further calls are canceled.'],
];

/** The fields that stand here, to know which faults do. */
export const disconnectFields = ['policy', ...bounds.map(([name]) => name)].map((name) => `disconnect.${name}`);

/** What becomes of a call whose caller leaves. */
export function DisconnectFields({ draft, set, errors }: FieldsProps) {
  const { disconnect } = draft;
  const change = (part: Partial<Disconnect>) => set({ disconnect: { ...disconnect, ...part } });
  return (
    <Folded title="When a caller leaves before the end" names={disconnectFields} errors={errors}>
      <SelectField label="Its call" value={disconnect.policy} errors={errors['disconnect.policy']} onChange={(e) => change({ policy: e.target.value })}
        hint={disconnect.policy === 'drain' ? 'The tokens recorded are the provider’s own, so that its bill is known.' : 'The tokens recorded are those known by then, estimated where the provider had not told them.'}>
        <option value="cancel">is canceled at once</option>
        <option value="drain">is read on without it</option>
      </SelectField>
      {disconnect.policy === 'drain' && (
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {bounds.map(([name, label, hint]) => (
            <TextField key={name} label={label} type="number" min={1} value={disconnect[name]} errors={errors[`disconnect.${name}`]} hint={hint}
              onChange={(e) => change({ [name]: e.target.valueAsNumber || 0 })} />
          ))}
        </div>
      )}
    </Folded>
  );
}
