import { asScopes, ofKey, ofOrganization, ofProject, ofTeam, ofUser, type Any, type Level, type Scope } from '../access/scopes';
import { keys, organizations, projects, teams, users, type Resource } from '../api/resources';
import type { Key, Organization, Project, Schemas, Team, User } from '../api/types';

export type LimitView = Schemas['LimitView'];
export type LimitsView = Schemas['LimitsView'];
export type Limits = Schemas['LimitsDraft'];
export type Budget = Schemas['BudgetDraft'];
export type Quota = Schemas['QuotaDraft'];
export type AssetLimits = Schemas['AssetLimitsDraft'];

export const periods = ['hour', 'day', 'week', 'month'] as const;

/** What one scope says of limits; null where it says nothing. */
export interface LimitDraft {
  limits: Limits | null;
  budget: Budget | null;
}

export type LimitScope = Scope & LimitDraft;

/** What every level's view has beside its own; left out where nothing is said. */
type Limited = { limits?: Limits | null; budget?: Budget | null };

const limited = <View extends object>(toScope: (view: View) => Scope) => (view: View): LimitScope => {
  const { limits = null, budget = null } = view as Limited;
  return { ...toScope(view), limits, budget };
};
const same = (draft: Partial<LimitDraft>) => draft;

/** The scopes of each level, changed in their limits and budget alone. */
export const limitScopes: Record<Level, Resource<LimitScope, LimitDraft>> = {
  organization: asScopes(organizations as unknown as Any<Organization>, limited(ofOrganization), same),
  team: asScopes(teams as unknown as Any<Team>, limited(ofTeam), same),
  project: asScopes(projects as unknown as Any<Project>, limited(ofProject), same),
  user: asScopes(users as unknown as Any<User>, limited(ofUser), same),
  key: asScopes(keys as unknown as Any<Key>, limited(ofKey), same),
};
