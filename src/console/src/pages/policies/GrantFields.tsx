import { Toggle } from '../../design/Field';

const grants = [
  { grant: 'metadata', label: 'Names and metadata', hint: 'Who calls by name, the session, and the request’s own metadata.' },
  { grant: 'prompts', label: 'Prompts', hint: 'The whole request, as the caller sent it. An external server gets it too. Granting this is audited.' },
];

/** What a policy may see beyond the request’s shape and the members’ state. */
export const GrantFields = ({ grant, onChange, disabled }: { grant: readonly string[]; onChange: (grant: string[]) => void; disabled?: boolean }) => (
  <fieldset className="grid gap-2">
    <legend className="mb-1 text-xs font-medium text-ink-soft">It may see besides</legend>
    {grants.map((g) => <Toggle key={g.grant} label={g.label} hint={g.hint} disabled={disabled ?? false} checked={grant.includes(g.grant)} onChange={(on) => onChange(on ? [...grant, g.grant] : grant.filter((other) => other !== g.grant))} />)}
  </fieldset>
);
