import { describe, expect, it } from 'vitest';
import { byWork, canBackfill, childrenOf, hasList, listsOf, missingNames, planned, unrestricted } from './findings';
import type { OrganizationReport } from './useMigration';

const level = { legacy_models: [], legacy_model_count: 0, valid_callable_keys: [] as string[], missing_callable_keys: [] as string[], binding_count: 0, binding_keys: [], scope_policy_mode: 'inherit', rollout_state: 'needs_scope_backfill' };
const team = (id: string, valid: string[], missing: string[]) => ({ ...level, team_id: id, team_alias: id, valid_callable_keys: valid, missing_callable_keys: missing });

const counts: OrganizationReport['counts'] = {
  teams: 0, projects: 0, users: 0, api_keys: 0, teams_with_legacy_models: 0, users_with_legacy_models: 0, api_keys_with_legacy_models: 0, teams_needing_scope_backfill: 0,
  users_needing_scope_backfill: 0, api_keys_needing_scope_backfill: 0, missing_callable_keys: 0,
};

const report = (change: Partial<OrganizationReport> = {}): OrganizationReport => ({
  organization_id: 'o', organization_name: 'acme', enforcement: 'legacy', organization_ceiling: 'open', etag: '"1"', org_binding_count: 0, org_binding_keys: [], will_bootstrap_org_bindings: true,
  bootstrap_callable_keys: [], rollout_state: 'needs_org_bootstrap', teams: [], projects: [], api_keys: [], users: [], would_write: { organization_grants: [], children: [] }, changes_total: 0, changes: [],
  enforce_changes_total: 0, enforce_changes: [], counts, next_cursor: null, ...change,
});

const write = (id: string, grants: string[] | null, clears: boolean) => ({ level: 'team', id, name: id, grants, dropped_grants: [], clears_legacy_models: clears, names_without_effect: [], source: 'legacy_models_backfill' });

describe('a report', () => {
  it('counts unknown names by the lists that hold them, the most frequent first', () => {
    const o = report({ teams: [team('a', [], ['old', 'older']), team('b', ['new'], ['older'])] });
    expect(missingNames(o)).toEqual([['older', 2], ['old', 1]]);
    expect(listsOf(o)).toBe('2 teams');
    expect(childrenOf(o).teams.every(hasList)).toBe(true);
  });

  it('knows lists of users and keys by their names', () => {
    const o = report({
      users: [{ ...level, user_id: 'u', user_name: 'ana', user_email: null, team_id: null, valid_callable_keys: ['new'] }],
      api_keys: [{ ...level, token: 'k', key_name: 'laptop', team_id: 't' }, { ...level, token: 'l', key_name: 'desk', team_id: 't', missing_callable_keys: ['old'] }],
    });
    expect(childrenOf(o).users[0]).toMatchObject({ level: 'user', id: 'u', name: 'ana' });
    expect(listsOf(o)).toBe('1 user, 1 key');
  });

  it('knows the lists that are no restrictions, whatever else holds them back', () => {
    const listed = { ...team('a', ['new'], ['old']), rollout_state: 'missing_catalog_keys' };
    const o = report({ teams: [listed, { ...listed, team_id: 'b', scope_policy_mode: 'restrict' }, { ...team('c', [], []), rollout_state: 'ready_for_enforce' }] });
    expect(unrestricted(o).map((c) => c.id)).toEqual(['a']);
  });

  it('tells whether a backfill has anything to write', () => {
    expect(canBackfill(report())).toBe(false);
    expect(canBackfill(report({ would_write: { organization_grants: ['new'], children: [] } }))).toBe(true);
  });

  it('counts what a backfill comes to', () => {
    const o = report({ would_write: { organization_grants: ['new'], children: [write('a', ['new'], true), write('b', null, true), write('c', ['new'], false)] } });
    expect(planned([o, report()])).toEqual({ ceilings: 1, restrictions: 2, lists: 2, changes: 0, keys: 0 });
  });

  it('puts what needs work first', () => {
    const rows = [report({ organization_name: 'b', rollout_state: 'enforced' }), report({ organization_name: 'a', rollout_state: 'enforced' }), report({ organization_name: 'z', rollout_state: 'missing_catalog_keys' })];
    expect(rows.sort(byWork).map((o) => o.organization_name)).toEqual(['z', 'a', 'b']);
  });
});
