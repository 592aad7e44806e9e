import { useQuery } from '@tanstack/react-query';
import { organizations } from '../../api/resources';
import { SelectField } from '../../design/Field';
import { useOrganization } from '../organizations/useOrganization';

interface Props {
  organizationId: string | undefined;
  subject: string | undefined;
  onChange: (organizationId: string | undefined, subject: string | undefined) => void;
}

/** Chooses who is asked about: first the organization, then itself or someone in it. */
export function SubjectPicker({ organizationId, subject, onChange }: Props) {
  const all = useQuery({ queryKey: ['organizations', 'list'], queryFn: ({ signal }) => organizations.list({}, signal) });
  return (
    <>
      <SelectField label="Organization" value={organizationId ?? ''} onChange={(e) => onChange(e.target.value || undefined, e.target.value ? `organization:${e.target.value}` : undefined)}>
        <option value="">Choose…</option>
        {(all.data ?? []).map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
      </SelectField>
      {organizationId ? <Subjects key={organizationId} id={organizationId} subject={subject} onChange={(next) => onChange(organizationId, next)} /> : <SelectField label="Who" disabled value=""><option value="">An organization first</option></SelectField>}
    </>
  );
}

function Subjects({ id, subject, onChange }: { id: string; subject: string | undefined; onChange: (subject: string) => void }) {
  const { data, error } = useOrganization(id);
  const groups = data && [
    { level: 'organization', label: 'The organization', rows: [{ id: data.organization.id, text: data.organization.name }] },
    { level: 'team', label: 'Teams', rows: data.teams.map((t) => ({ id: t.id, text: t.name })) },
    { level: 'project', label: 'Projects', rows: data.projects.map((p) => ({ id: p.id, text: `${p.team} / ${p.name}` })) },
    { level: 'user', label: 'Users', rows: data.users.map((u) => ({ id: u.id, text: u.name })) },
    { level: 'key', label: 'Live keys', rows: data.keys.map((k) => ({ id: k.id, text: `${k.name} (${[k.team, k.project].filter(Boolean).join(' / ')}, ${k.prefix}…)` })) },
  ];
  const known = groups?.some((g) => g.rows.some((r) => `${g.level}:${r.id}` === subject));
  return (
    <SelectField label="Who" value={subject ?? ''} errors={error ? [error.message] : undefined} onChange={(e) => onChange(e.target.value)}>
      {!known && <option value={subject ?? ''}>{groups ? 'Not there (any more)' : 'Loading…'}</option>}
      {groups?.filter((g) => g.rows.length > 0).map((g) => (
        <optgroup key={g.level} label={g.label}>{g.rows.map((r) => <option key={r.id} value={`${g.level}:${r.id}`}>{r.text}</option>)}</optgroup>
      ))}
    </SelectField>
  );
}
