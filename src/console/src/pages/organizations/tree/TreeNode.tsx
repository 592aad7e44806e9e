import { Link } from '@tanstack/react-router';
import { Building2, ChevronRight, FolderKanban, KeyRound, User, Users } from 'lucide-react';
import { useState } from 'react';
import { ScopeBadge } from '../../../access/ScopeBadge';
import type { Level, Scope } from '../../../access/scopes';
import { YamlBadge } from '../../../design/Badge';
import { IconButton } from '../../../design/Button';
import { TreeChildren, type Branch } from './TreeChildren';

const icons = { organization: Building2, team: Users, project: FolderKanban, user: User, key: KeyRound };

const live = { status: 'active' };

/** What hangs below a scope of each level; a key holds nothing. */
const branches: Record<Level, (id: string) => Branch[]> = {
  organization: (id) => [{ level: 'team', path: '/teams', query: { organization_id: id } }, { level: 'user', path: '/users', query: { organization_id: id } }],
  team: (id) => [{ level: 'project', path: '/projects', query: { team_id: id } }, { level: 'key', path: '/keys', query: { team_id: id, ...live } }],
  project: (id) => [{ level: 'key', path: '/keys', query: { project_id: id, ...live } }],
  user: (id) => [{ level: 'key', path: '/keys', query: { user_id: id, ...live } }],
  key: () => [],
};

/** One scope, which leads to its page and unfolds what is below it. */
export function TreeNode({ scope, place }: { scope: Scope; place?: boolean }) {
  const [open, setOpen] = useState(false);
  const below = branches[scope.level](scope.id);
  return (
    <li className="py-0.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        {below.length > 0 && (
          <IconButton label={`${open ? 'Fold' : 'Unfold'} ${scope.name}`} aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronRight className={`transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden />
          </IconButton>
        )}
        <ScopeLine scope={scope} place={place} />
      </div>
      {open && (
        <ul className="track ml-2 grid">
          {below.map((branch, i) => <TreeChildren key={branch.path} branch={branch} none={i === below.length - 1 && below.length === 1 ? 'No live keys' : undefined} />)}
        </ul>
      )}
    </li>
  );
}

/** A scope in a line: what it is, its name as a link to its page, and how it stands to what is above. */
export function ScopeLine({ scope, place }: { scope: Scope; place?: boolean | undefined }) {
  const Icon = icons[scope.level];
  return (
    <>
      <Icon className="size-4 shrink-0 text-brand" aria-hidden />
      {scope.level === 'organization'
        ? <Link to="/organizations/$id" params={{ id: scope.id }} className="min-w-0 font-semibold break-words hover:underline">{scope.name}</Link>
        : <Link to="/access/$level/$id" params={{ level: scope.level, id: scope.id }} className="min-w-0 break-words hover:underline">{scope.name}</Link>}
      <span className="text-xs text-ink-faint">{scope.level}{place && scope.place && ` in ${scope.place}`}</span>
      <ScopeBadge scope={scope} />
      {scope.owner === 'yaml' && <YamlBadge />}
    </>
  );
}
