import { useQuery } from '@tanstack/react-query';
import { all, type Schemas } from '../../api/client';
import { Badge } from '../../design/surfaces';

type Access = Schemas['AccessDraft'];

export const useTargets = () => useQuery({
  queryKey: ['targets'],
  queryFn: async ({ signal }) => {
    const [models, groups] = await Promise.all([all<Schemas['ModelView']>('/models', signal), all<Schemas['RouteGroupView']>('/route-groups', signal)]);
    return [...models.map((m) => ({ name: m.name, kind: 'model' })), ...groups.map((g) => ({ name: g.key, kind: 'route group' }))];
  },
});

export function GrantPicker({ grants, onChange, errors, disabled }: { grants: string[]; onChange: (grants: string[]) => void; errors?: string[]; disabled?: boolean }) {
  const targets = useTargets();
  return (
    <fieldset disabled={disabled} className="grid gap-1.5">
      <legend className="mb-1.5 text-[13px] font-medium">Grants</legend>
      <div className="max-h-48 overflow-y-auto rounded-lg border border-line-strong p-1">
        {targets.data?.length === 0 && <p className="px-2 py-1.5 text-[13px] text-ink-faint">There are no models yet.</p>}
        {targets.data?.map(({ name, kind }) => (
          <label key={name} className="flex items-center gap-2.5 rounded-md px-2 py-1 text-sm hover:bg-sunken">
            <input type="checkbox" className="size-4 accent-brand" checked={grants.includes(name)} onChange={(e) => onChange(e.target.checked ? [...grants, name] : grants.filter((g) => g !== name))} />
            <span className="font-mono text-[13px]">{name}</span>
            {kind === 'route group' && <Badge>group</Badge>}
          </label>
        ))}
      </div>
      {errors && <p role="alert" className="text-[13px] text-danger">{errors.join(' ')}</p>}
    </fieldset>
  );
}

/** Inherit or restrict, and what a restriction lets through. */
export function AccessEditor({ access, onChange, above, disabled }: { access: Access; onChange: (access: Access) => void; above: string; disabled?: boolean }) {
  return (
    <fieldset disabled={disabled} className="grid gap-3">
      <legend className="mb-1.5 text-[13px] font-medium">Access</legend>
      {[
        { mode: 'inherit', text: `Inherit: whatever ${above} allows` },
        { mode: 'restrict', text: 'Restrict: only what is granted here, within what is allowed above' },
      ].map(({ mode, text }) => (
        <label key={mode} className="flex items-center gap-2.5 text-sm">
          <input type="radio" name="access-mode" className="size-4 accent-brand" checked={access.mode === mode} onChange={() => onChange({ ...access, mode })} />{text}
        </label>
      ))}
      {access.mode === 'restrict' && <GrantPicker grants={[...(access.grants ?? [])]} onChange={(grants) => onChange({ ...access, grants })} />}
    </fieldset>
  );
}

export const AccessBadge = ({ access }: { access: Access }) =>
  access.mode === 'restrict' ? <Badge lamp="caution" title={(access.grants ?? []).join(', ') || 'nothing'}>restricted to {(access.grants ?? []).length}</Badge> : <Badge>inherits</Badge>;
