import { useQuery } from '@tanstack/react-query';
import { page } from '../../api/page';
import { projects, teams, users } from '../../api/resources';
import type { Organization, Project, Team, User } from '../../api/types';
import { effective } from '../../access/effective';
import { ceilingOf } from '../../access/grants';
import { count } from '../../design/format';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { IssueKey } from '../keys/IssueKey';
import { ProjectForm, TeamForm, UserForm } from './LevelForms';

/** What is being done with a team, project or user. */
export type LevelAction =
  | { kind: 'edit'; level: 'team'; row: Team | null }
  | { kind: 'edit'; level: 'project'; row: Project | null; team: Team }
  | { kind: 'edit'; level: 'user'; row: User | null }
  | { kind: 'issue'; level: 'team' | 'project'; row: Team | Project; team: Team }
  | { kind: 'remove'; level: 'team' | 'project' | 'user'; row: Team | Project | User };

interface Props {
  organization: Organization;
  action: LevelAction;
  onClose: () => void;
}

export function LevelDialogs({ organization, action, onClose }: Props) {
  const ceiling = ceilingOf(organization);
  if (action.kind === 'remove') return <Remove action={action} onClose={onClose} />;
  if (action.kind === 'issue') {
    const { level, row, team } = action;
    return (
      <IssueKey place={level === 'project' ? { project_id: row.id } : { team_id: row.id }} placeName={`the ${level} ${row.name}`} organization={organization}
        above={effective(ceiling, team.access, level === 'project' ? row.access : null)} onClose={onClose} />
    );
  }
  if (action.level === 'team') return <TeamForm team={action.row} organization={organization} onClose={onClose} />;
  if (action.level === 'user') return <UserForm user={action.row} organization={organization} onClose={onClose} />;
  return <ProjectForm project={action.row} team={action.team} above={effective(ceiling, action.team.access)} onClose={onClose} />;
}

/** As many are counted. */
const most = 100;

function Remove({ action: { level, row }, onClose }: { action: LevelAction & { kind: 'remove' }; onClose: () => void }) {
  const resource = { team: teams, project: projects, user: users }[level];
  const held = useQuery({
    queryKey: ['held', level, row.id],
    queryFn: ({ signal }) => Promise.all([
      level === 'team' ? countOf('/projects', { team_id: row.id }, 'project', signal) : null,
      countOf('/keys', { [`${level}_id`]: row.id, status: 'active' }, 'live key', signal),
    ]),
    staleTime: 0,
  });
  return (
    <RemoveDialog resource={resource as typeof teams} view={row as Team} onClose={onClose} users={held.data?.filter((text) => text !== null).map((text) => <>It has {text}</>)} checking={held.isPending} error={held.error} instead="Delete or revoke those first.">
      Nothing belongs to it any more. Its usage stays on record.
    </RemoveDialog>
  );
}

/** How many there are, in words; null for none. */
async function countOf(path: string, query: Record<string, string>, word: string, signal: AbortSignal): Promise<string | null> {
  const { items, next_cursor } = await page<unknown>(path, { ...query, limit: most }, signal);
  return items.length === 0 ? null : next_cursor ? `more than ${most} ${word}s` : items.length === 1 ? `1 ${word}` : `${count(items.length)} ${word}s`;
}
