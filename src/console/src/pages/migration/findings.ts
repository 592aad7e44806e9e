import { some } from '../../design/format';
import type { Level } from '../../access/scopes';
import { states, type State } from './states';
import type { OrganizationReport } from './useMigration';

/** A level below an organization in one form, whatever it is called in the report. */
export interface Child {
  level: Level;
  id: string;
  name: string;
  mode: string;
  state: string;
  valid: string[];
  missing: string[];
  grants: string[];
}

type Reported = Pick<OrganizationReport['teams'][number], 'scope_policy_mode' | 'rollout_state' | 'valid_callable_keys' | 'missing_callable_keys' | 'binding_keys'>;

const child = (level: Level, id: string, name: string, c: Reported): Child =>
  ({ level, id, name, mode: c.scope_policy_mode, state: c.rollout_state, valid: c.valid_callable_keys, missing: c.missing_callable_keys, grants: c.binding_keys });

export const childrenOf = (o: OrganizationReport) => ({
  teams: o.teams.map((t) => child('team', t.team_id, t.team_alias, t)),
  users: o.users.map((u) => child('user', u.user_id, u.user_name, u)),
  keys: o.api_keys.map((k) => child('key', k.token, k.key_name, k)),
  projects: o.projects.map((p) => child('project', p.project_id, p.project_name, p)),
});

export const hasList = (c: Child): boolean => c.valid.length + c.missing.length > 0;

/** Whether a backfill would write anything in it. */
export const canBackfill = (o: OrganizationReport): boolean => o.would_write.organization_grants.length + o.would_write.children.length > 0;

/** Levels at which a list, or of servers a grant, decides without being a restriction, or would become one by a backfill. */
export const unrestricted = (o: OrganizationReport): Child[] => Object.values(childrenOf(o)).flat()
  .filter((c) => c.state === 'needs_scope_backfill' || (hasList(c) && c.mode !== 'restrict'));

/** What there is most to do with first, then by name. */
export const byWork = (a: OrganizationReport, b: OrganizationReport): number =>
  states.indexOf(a.rollout_state as State) - states.indexOf(b.rollout_state as State) || a.organization_name.localeCompare(b.organization_name);

/** The names on legacy lists that are not registered, each with how many lists hold it; the most frequent first. */
export function missingNames(o: OrganizationReport): [name: string, lists: number][] {
  const found = new Map<string, number>();
  for (const c of Object.values(childrenOf(o)).flat()) for (const name of c.missing) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/** 2 teams, 1 key */
export function listsOf(o: OrganizationReport): string {
  const { teams, users, keys } = childrenOf(o);
  const parts = ([[teams, 'team'], [users, 'user'], [keys, 'key']] as const).map(([all, word]) => [all.filter(hasList).length, word] as const).filter(([n]) => n > 0);
  return parts.map(([n, word]) => some(n, word)).join(', ');
}

/** What a backfill comes to, counted: rows that are restricted, lists that go, organizations that get grants. */
export const planned = (organizations: readonly OrganizationReport[]) => {
  const writes = organizations.flatMap((o) => o.would_write.children);
  return {
    ceilings: organizations.filter((o) => o.would_write.organization_grants.length > 0).length,
    restrictions: writes.filter((w) => w.grants !== null).length,
    lists: writes.filter((w) => w.clears_legacy_models).length,
    changes: organizations.reduce((sum, o) => sum + o.changes_total, 0),
    keys: organizations.reduce((sum, o) => sum + o.api_keys.length, 0),
  };
};
