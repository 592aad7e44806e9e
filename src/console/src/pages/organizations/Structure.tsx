import { useNavigate } from '@tanstack/react-router';
import { FolderKanban, KeyRound, Plus, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Key, Project, Team } from '../../api/types';
import { AccessBadge } from '../../access/AccessBadge';
import { effective, withoutEffect } from '../../access/effective';
import { ceilingOf } from '../../access/grants';
import { Badge, Name, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { Menu } from '../../design/Menu';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { useMay } from '../../session/session';
import { KeyMenu } from '../keys/KeyMenu';
import type { LevelAction } from './LevelDialogs';
import type { OrganizationTree } from './useOrganization';

interface Props {
  tree: OrganizationTree;
  act: (action: LevelAction) => void;
  add: ReactNode;
}

/** Teams, their projects, and the keys of each, as a line diagram; with what each may call in the end. */
export function Structure({ tree, act, add }: Props) {
  const { organization, teams, projects, keys } = tree;
  const ceiling = ceilingOf(organization);
  return (
    <Panel title="Teams and projects" flush actions={add}>
      {teams.length === 0 ? <Empty title="No teams yet" action={add}>Keys belong to a team, or to a project of a team. Start with the people who will use one together.</Empty> : (
        <ul className="divide-y divide-line">
          {teams.map((team) => {
            const ofTeam = projects.filter((p) => p.team_id === team.id);
            return (
              <li key={team.id} className="grid gap-1 px-4 py-3">
                <Level row={team} level="team" above={ceiling} act={act} />
                <ul className="track grid">
                  {keys.filter((k) => k.team_id === team.id && !k.project_id).map((key) => <KeyRow key={key.id} apiKey={key} />)}
                  {ofTeam.map((project) => (
                    <li key={project.id} className="py-1">
                      <Level row={project} level="project" above={effective(ceiling, team.access)} act={act} />
                      <ul className="track grid">{keys.filter((k) => k.project_id === project.id).map((key) => <KeyRow key={key.id} apiKey={key} />)}</ul>
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

interface LevelProps {
  row: Team | Project;
  level: 'team' | 'project';
  /** What stands above allows. */
  above: readonly string[] | undefined;
  act: (action: LevelAction) => void;
}

function Level({ row, level, above, act }: LevelProps) {
  const mayChange = useMay(`${level}s:write`);
  const mayIssue = useMay('keys:write');
  const mayAdd = useMay('projects:write');
  const navigate = useNavigate();
  const why = row.owner === 'yaml' ? 'The YAML configuration manages this' : mayChange ? false : 'You may not change this';
  const Icon = level === 'team' ? Users : FolderKanban;
  const lost = withoutEffect(above, row.access);
  const allowed = effective(above, row.access);
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1">
      <Icon className="size-4 shrink-0 text-brand" aria-hidden />
      <span className={level === 'team' ? 'font-semibold' : 'font-medium'}>{row.name}</span>
      {'environment' in row && row.environment && <Badge>{row.environment}</Badge>}
      <AccessBadge access={row.access} legacy={'legacy_models' in row ? row.legacy_models : null} />
      {lost.length > 0 && <Badge lamp="caution" title={`Not allowed above: ${lost.join(', ')}`}>{some(lost.length, 'grant')} without effect</Badge>}
      {row.owner === 'yaml' && <YamlBadge />}
      <span className="text-xs text-ink-faint" title={allowed?.join(', ')}>{row.description ? `${row.description} · ` : ''}{allowed && `may call ${allowed.length === 0 ? 'nothing' : some(allowed.length, 'target')}`}</span>
      <span className="ml-auto flex items-center gap-1">
        <Button size="sm" aria-label={`Issue a key in ${row.name}`} disabled={!mayIssue} onClick={() => act({ kind: 'issue', level, row })}><KeyRound className="size-3.5" aria-hidden />Issue key</Button>
        {level === 'team' && <Button size="sm" tone="quiet" aria-label={`Add a project to ${row.name}`} disabled={!mayAdd} onClick={() => act({ kind: 'edit', level: 'project', row: null, team: row as Team })}><Plus className="size-3.5" aria-hidden />Project</Button>}
        <Menu label={`More for ${row.name}`} items={[
          { label: 'Access', onSelect: () => navigate({ to: '/access/$level/$id', params: { level, id: row.id } }) },
          { label: 'Edit and access', onSelect: () => act({ kind: 'edit', level, row }), disabled: why },
          { label: 'Delete…', danger: true, onSelect: () => act({ kind: 'remove', level, row }), disabled: why },
        ]} />
      </span>
    </div>
  );
}

const KeyRow = ({ apiKey }: { apiKey: Key }) => (
  <li className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
    <KeyRound className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
    <span>{apiKey.name}</span>
    <Name className="text-ink-faint">{apiKey.prefix}…</Name>
    {apiKey.user && <span className="text-xs text-ink-faint">user {apiKey.user}</span>}
    {(apiKey.access.mode === 'restrict' || apiKey.legacy_models?.length) && <AccessBadge access={apiKey.access} legacy={apiKey.legacy_models} />}
    {apiKey.owner === 'yaml' && <YamlBadge />}
    <span className="ml-auto"><KeyMenu apiKey={apiKey} /></span>
  </li>
);
