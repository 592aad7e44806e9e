import { useNavigate } from '@tanstack/react-router';
import { FolderKanban, KeyRound, Plus, Users } from 'lucide-react';
import { AccessBadge } from '../../access/AccessBadge';
import { effective, withoutEffect } from '../../access/effective';
import type { Project, Team } from '../../api/types';
import { Badge, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { some } from '../../design/format';
import { Menu } from '../../design/Menu';
import { useMay } from '../../session/session';
import type { LevelAction } from './LevelDialogs';

interface Props {
  row: Team | Project;
  level: 'team' | 'project';
  /** Itself, or the team that the project belongs to. */
  team: Team;
  /** What stands above allows. */
  above: readonly string[] | undefined;
  act: (action: LevelAction) => void;
}

/** A team or project in a line: how it stands to what is above, and what can be done with it. */
export function LevelLine({ row, level, team, above, act }: Props) {
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
      <span className={`min-w-0 break-words ${level === 'team' ? 'font-semibold' : 'font-medium'}`}>{row.name}</span>
      {'environment' in row && row.environment && <Badge>{row.environment}</Badge>}
      <AccessBadge access={row.access} legacy={'legacy_models' in row ? row.legacy_models : null} />
      {lost.length > 0 && <Badge lamp="caution" title={`Not allowed above: ${lost.join(', ')}`}>{some(lost.length, 'grant')} without effect</Badge>}
      {row.owner === 'yaml' && <YamlBadge />}
      <span className="text-xs text-ink-faint" title={allowed?.join(', ')}>{row.description ? `${row.description} · ` : ''}{allowed && `may call ${allowed.length === 0 ? 'nothing' : some(allowed.length, 'target')}`}</span>
      <span className="ml-auto flex items-center gap-1">
        <Button size="sm" aria-label={`Issue a key in ${row.name}`} disabled={!mayIssue} onClick={() => act({ kind: 'issue', level, row, team })}><KeyRound className="size-3.5" aria-hidden />Issue key</Button>
        {level === 'team' && <Button size="sm" tone="quiet" aria-label={`Add a project to ${row.name}`} disabled={!mayAdd} onClick={() => act({ kind: 'edit', level: 'project', row: null, team })}><Plus className="size-3.5" aria-hidden />Project</Button>}
        <Menu label={`More for ${row.name}`} items={[
          { label: 'Access', onSelect: () => navigate({ to: '/access/$level/$id', params: { level, id: row.id } }) },
          { label: 'Limits', onSelect: () => navigate({ to: '/limits/$level/$id', params: { level: level, id: row.id } }) },
          ...(level === 'team' ? [{ label: 'Keys', onSelect: () => navigate({ to: '/keys', search: { team_id: row.id } }) }] : []),
          { label: 'Edit and access', onSelect: () => act(level === 'team' ? { kind: 'edit', level, row: row as Team } : { kind: 'edit', level, row: row as Project, team }), disabled: why },
          { label: 'Delete…', danger: true, onSelect: () => act({ kind: 'remove', level, row }), disabled: why },
        ]} />
      </span>
    </div>
  );
}
