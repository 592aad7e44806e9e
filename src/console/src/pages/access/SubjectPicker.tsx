import { useQuery } from '@tanstack/react-query';
import { findIn, together } from '../../access/find';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { levels, placeOf, scopes, type Level } from '../../access/scopes';
import type { Key, Organization, Project, Team, User } from '../../api/types';
import { Combobox } from '../../design/Combobox';

interface Props {
  organizationId: string | undefined;
  subject: string | undefined;
  onChange: (organizationId: string | undefined, subject: string | undefined) => void;
}

/** Chooses who is asked about: first the organization, then itself or someone in it. */
export function SubjectPicker({ organizationId, subject, onChange }: Props) {
  return (
    <>
      <OrganizationPicker value={organizationId} onChange={(id) => onChange(id, id && `organization:${id}`)} />
      <Subject key={organizationId} organizationId={organizationId} subject={subject} onChange={(next) => onChange(organizationId, next)} />
    </>
  );
}

/** As many of each level are shown at once. */
const most = 6;

const split = (subject: string | undefined): { level?: Level; id: string } => {
  const [level = '', id = ''] = subject?.split(':') ?? [];
  return levels.includes(level as Level) ? { level: level as Level, id } : { id };
};

function Subject({ organizationId, subject, onChange }: { organizationId: string | undefined; subject: string | undefined; onChange: (subject: string | undefined) => void }) {
  const { level, id } = split(subject);
  const chosen = useQuery({ queryKey: ['access', level, id], queryFn: ({ signal }) => scopes[level!].read(id, signal), enabled: !!level && !!id });
  const within = { organization_id: organizationId };
  return (
    <Combobox label="Who" disabled={!organizationId} placeholder={organizationId ? 'Choose…' : 'An organization first'} value={organizationId && subject} errors={chosen.error ? [chosen.error.message] : undefined}
      text={chosen.data && `${chosen.data.name} (${chosen.data.level})`} queryKey={['subjects', organizationId]} onChange={(option) => onChange(option?.id)}
      find={(text, signal) => together(
        findIn<Organization>('/organizations', {}, text || organizationId!, signal, (o) => ({ id: `organization:${o.id}`, group: 'The organization' }), most).then((found) => ({ options: found.options.filter((o) => o.id === `organization:${organizationId}`), more: false })),
        findIn<Team>('/teams', within, text, signal, (t) => ({ id: `team:${t.id}`, group: 'Teams' }), most),
        findIn<Project>('/projects', within, text, signal, (p) => ({ id: `project:${p.id}`, group: 'Projects', text: `${p.team} / ${p.name}` }), most),
        findIn<User>('/users', within, text, signal, (u) => ({ id: `user:${u.id}`, group: 'Users', note: u.email }), most),
        findIn<Key>('/keys', { ...within, status: 'active' }, text, signal, (k) => ({ id: `key:${k.id}`, group: 'Live keys', note: `${k.prefix}… ${placeOf(k)}` }), most),
      )} />
  );
}
