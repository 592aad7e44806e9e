import { keys, organizations, projects, teams, users, type Resource } from '../api/resources';
import type { Access, Key, Organization, Project, Team, User, Versioned } from '../api/types';

export const levels = ['organization', 'team', 'project', 'user', 'key'] as const;

/** A level at which access is judged. */
export type Level = (typeof levels)[number];

/** What one scope says of access, in the same form for every level. */
export interface Scope extends Versioned {
  level: Level;
  name: string;
  organization_id: string;
  /** Where it stands: “acme / web”. */
  place: string;
  access: Access;
  /** The names of a legacy list; null at a level that has none, or cannot have one. */
  legacy_models: readonly string[] | null;
  /** Of an organization: legacy or enforced. */
  enforcement?: string;
  /** A dead key is judged no more. */
  dead: boolean;
}

export interface ScopeDraft {
  access: Access;
  legacy_models: readonly string[] | null;
}

const frame = (level: Level, view: Versioned & { name: string }) => ({
  level, id: view.id, name: view.name, owner: view.owner, etag: view.etag, created_at: view.created_at, updated_at: view.updated_at, dead: false, legacy_models: null,
});

/** Where a key belongs. */
export const placeOf = (k: Pick<Key, 'organization' | 'team' | 'project'>): string => [k.organization, k.team, k.project].filter(Boolean).join(' / ');

/** An organization has no mode: its grants are the ceiling. */
export const ofOrganization = (o: Organization): Scope => ({ ...frame('organization', o), organization_id: o.id, place: '', access: { mode: 'restrict', grants: o.grants }, enforcement: o.enforcement });
export const ofTeam = (t: Team): Scope => ({ ...frame('team', t), organization_id: t.organization_id, place: t.organization, access: t.access, legacy_models: t.legacy_models });
export const ofProject = (p: Project): Scope => ({ ...frame('project', p), organization_id: p.organization_id, place: p.team, access: p.access });
export const ofUser = (u: User): Scope => ({ ...frame('user', u), organization_id: u.organization_id, place: u.organization, access: u.access, legacy_models: u.legacy_models });
export const ofKey = (k: Key): Scope => ({
  ...frame('key', k), organization_id: k.organization_id, place: placeOf(k), access: k.access, legacy_models: k.legacy_models, dead: k.status !== 'active',
});

/** A row of a level's list as a scope. */
export const toScope = { organization: ofOrganization, team: ofTeam, project: ofProject, user: ofUser, key: ofKey } as Record<Level, (view: Versioned) => Scope>;

/** The rows of a level, seen as scopes and changed in what a draft of them says. */
export function asScopes<View extends Versioned, Row extends Scope, Draft extends object>(resource: Resource<View, never>, toRow: (view: View) => Row, toPatch: (draft: Partial<Draft>) => object): Resource<Row, Draft> {
  return {
    ...resource,
    nameOf: (scope) => scope.name,
    list: async (query, signal) => (await resource.list(query, signal)).map(toRow),
    read: async (id, signal) => toRow(await resource.read(id, signal)),
    create: () => Promise.reject(new Error('A scope is made on its own page.')),
    change: async (at, patch, reason) => toRow(await resource.change(at, toPatch(patch) as Partial<never>, reason)),
  };
}

export type Any<View extends Versioned> = Resource<View, never>;
const same = (draft: Partial<ScopeDraft>) => draft;
/** A project has no legacy list. */
const accessAlone = ({ access }: Partial<ScopeDraft>) => ({ access });

/** The scopes of each level, changed in their access alone. */
export const scopes: Record<Level, Resource<Scope, ScopeDraft>> = {
  organization: asScopes(organizations as unknown as Any<Organization>, ofOrganization, ({ access }) => ({ grants: access?.grants })),
  team: asScopes(teams as unknown as Any<Team>, ofTeam, same),
  project: asScopes(projects as unknown as Any<Project>, ofProject, accessAlone),
  user: asScopes(users as unknown as Any<User>, ofUser, same),
  key: asScopes(keys as unknown as Any<Key>, ofKey, same),
};

/** As the API names a scope or a subject. */
export const scopeName = ({ level, id }: { level: Level; id: string }): string => `${level}:${id}`;
