import { ChevronRight, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { AccessBadge } from '../../access/AccessBadge';
import { effective } from '../../access/effective';
import type { Key, Organization, Project, Team } from '../../api/types';
import { usePages } from '../../api/usePages';
import { Badge, Name, YamlBadge } from '../../design/Badge';
import { Button, IconButton } from '../../design/Button';
import { Failure, Skeleton } from '../../design/States';
import { KeyMenu } from '../keys/KeyMenu';
import type { LevelAction } from './LevelDialogs';
import { LevelLine } from './LevelLine';

interface Props {
  team: Team;
  organization: Organization;
  /** What the organization allows; undefined where only the gateway can tell. */
  ceiling: readonly string[] | undefined;
  act: (action: LevelAction) => void;
  startsOpen: boolean;
}

/** A team; unfolded, its projects and its keys, page by page. */
export function TeamBranch({ team, organization, ceiling, act, startsOpen }: Props) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <li className="grid gap-1 px-4 py-3">
      <div className="flex items-start gap-1">
        <IconButton label={`${open ? 'Fold' : 'Unfold'} ${team.name}`} aria-expanded={open} className="mt-1 -ml-1.5" onClick={() => setOpen(!open)}><ChevronRight className={`transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden /></IconButton>
        <div className="min-w-0 grow"><LevelLine row={team} level="team" team={team} above={ceiling} act={act} /></div>
      </div>
      {open && <Below team={team} organization={organization} above={effective(ceiling, team.access)} act={act} />}
    </li>
  );
}

const size = 20;

function Below({ team, organization, above, act }: { team: Team; organization: Organization; above: readonly string[] | undefined; act: (action: LevelAction) => void }) {
  const projects = usePages<Project>(['projects', 'list'], '/projects', { organization_id: organization.id, team_id: team.id }, { size });
  const keys = usePages<Key>(['keys', 'list'], '/keys', { team_id: team.id, status: 'active' }, { size });
  const error = projects.error ?? keys.error;
  if (error) return <Failure error={error} retry={() => { void projects.refetch(); void keys.refetch(); }} />;
  if (!projects.data || !keys.data) return <Skeleton rows={2} />;
  return (
    <ul className="track grid empty:hidden">
      {projects.rows.map((project) => <li key={project.id} className="py-0.5"><LevelLine row={project} level="project" team={team} above={above} act={act} /></li>)}
      {projects.hasNextPage && <li className="py-1.5"><Button size="sm" busy={projects.isFetchingNextPage} onClick={() => void projects.fetchNextPage()}>More projects</Button></li>}
      {keys.rows.map((key) => <KeyRow key={key.id} apiKey={key} />)}
      {keys.hasNextPage && <li className="py-1.5"><Button size="sm" busy={keys.isFetchingNextPage} onClick={() => void keys.fetchNextPage()}>More keys of {team.name}</Button></li>}
    </ul>
  );
}

const KeyRow = ({ apiKey }: { apiKey: Key }) => (
  <li className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
    <KeyRound className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
    <span className="min-w-0 break-words">{apiKey.name}</span>
    <Name className="text-ink-faint">{apiKey.prefix}…</Name>
    {apiKey.project && <Badge title="The project it belongs to">{apiKey.project}</Badge>}
    {apiKey.user && <span className="text-xs text-ink-faint">user {apiKey.user}</span>}
    {(apiKey.access.mode === 'restrict' || !!apiKey.legacy_models?.length) && <AccessBadge access={apiKey.access} legacy={apiKey.legacy_models} />}
    {apiKey.owner === 'yaml' && <YamlBadge />}
    <span className="ml-auto"><KeyMenu apiKey={apiKey} /></span>
  </li>
);
