import { projects, teams, users } from '../../api/resources';
import type { Project, Team, User } from '../../api/types';
import { effective } from '../../access/effective';
import { ceilingOf } from '../../access/grants';
import { some } from '../../design/format';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { IssueKey } from '../keys/IssueKey';
import { ProjectForm, TeamForm, UserForm } from './LevelForms';
import type { OrganizationTree } from './useOrganization';

/** What is being done with a team, project or user. */
export type LevelAction =
  | { kind: 'edit'; level: 'team'; row: Team | null }
  | { kind: 'edit'; level: 'project'; row: Project | null; team?: Team }
  | { kind: 'edit'; level: 'user'; row: User | null }
  | { kind: 'edit' | 'remove' | 'issue'; level: 'team' | 'project' | 'user'; row: Team | Project | User };

interface Props {
  tree: OrganizationTree;
  action: LevelAction;
  onClose: () => void;
}

export function LevelDialogs({ tree, action, onClose }: Props) {
  if (action.kind === 'edit') return <Edit tree={tree} action={action} onClose={onClose} />;
  if (action.kind === 'issue') {
    const { row } = action;
    const team = 'team_id' in row ? tree.teams.find((t) => t.id === row.team_id) : (row as Team);
    const place = 'team_id' in row ? { project_id: row.id } : { team_id: row.id };
    return <IssueKey place={place} placeName={`the ${action.level} ${row.name}`} above={effective(ceilingOf(tree.organization), team?.access, row.access)} users={tree.users} onClose={onClose} />;
  }
  return <Remove tree={tree} action={action} onClose={onClose} />;
}

function Edit({ tree, action, onClose }: Props) {
  const ceiling = ceilingOf(tree.organization);
  if (action.level === 'team') return <TeamForm team={action.row as Team | null} organization={tree.organization} onClose={onClose} />;
  if (action.level === 'user') return <UserForm user={action.row as User | null} organization={tree.organization} onClose={onClose} />;
  const project = action.row as Project | null;
  const team = project ? tree.teams.find((t) => t.id === project.team_id) : 'team' in action ? action.team : undefined;
  return team ? <ProjectForm project={project} team={team} above={effective(ceiling, team.access)} onClose={onClose} /> : null;
}

function Remove({ tree, action, onClose }: Props) {
  const row = action.row!;
  const resource = { team: teams, project: projects, user: users }[action.level];
  const held = action.level === 'team'
    ? [[tree.projects.filter((p) => p.team_id === row.id).length, 'project'], [tree.keys.filter((k) => k.team_id === row.id).length, 'live key']] as const
    : [[tree.keys.filter((k) => (action.level === 'project' ? k.project_id : k.user_id) === row.id).length, 'live key']] as const;
  return (
    <RemoveDialog resource={resource as typeof teams} view={row as Team} onClose={onClose} users={held.filter(([n]) => n > 0).map(([n, word]) => <>It has {some(n, word)}</>)} instead="Delete or revoke those first.">
      Nothing belongs to it any more. Its usage stays on record.
    </RemoveDialog>
  );
}
