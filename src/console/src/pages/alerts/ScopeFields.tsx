import type { AlertScope } from '../../api/types';
import { TextField } from '../../design/Field';

const all: [name: keyof AlertScope, label: string, hint: string][] = [
  ['organization', 'Organization', 'Name or id.'], ['team', 'Team', 'Id.'], ['project', 'Project', 'Id.'], ['user', 'User', 'Id.'], ['key', 'Key', 'Id.'],
  ['target', 'Model or route group', 'Name.'], ['provider', 'Provider', 'Name.'], ['deployment', 'Deployment', 'PROVIDER/MODEL.'],
];
const meant = (kind: string): readonly string[] =>
  kind === 'budget' || kind === 'quota' ? ['organization', 'team', 'project', 'user', 'key'] : kind === 'provider' ? ['provider'] : all.map(([name]) => name);

/** Names of the fields, as the server calls them. */
export const scopeFields = all.map(([name]) => `scope.${name}`);

/** Whose calls are looked at. What is left empty narrows nothing. */
export const ScopeFields = ({ kind, value, onChange, errors }: { kind: string; value: AlertScope; onChange: (value: AlertScope) => void; errors: Record<string, string[]> }) => (
  <fieldset className="grid min-w-0 grid-cols-2 gap-3 sm:grid-cols-3">
    <legend className="mb-1 text-xs font-medium text-ink-soft">Only calls of</legend>
    {all.filter(([name]) => meant(kind).includes(name)).map(([name, label, hint]) => (
      <TextField key={name} label={label} hint={hint} value={value[name] ?? ''} onChange={(e) => onChange({ ...value, [name]: e.target.value || null })} errors={errors[`scope.${name}`] ?? []} />
    ))}
  </fieldset>
);
