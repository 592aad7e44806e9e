import { send } from './client';
import { all } from './page';
import { because } from './reason';
import type { AlertDestination, AlertRule, Key, Model, Organization, Policy, Project, Provider, QualityContract, RouteGroup, Schemas, Slo, Team, User, Versioned } from './types';

/** A kind of object of the admin API: the same five calls for each. */
export interface Resource<View extends Versioned, Draft extends object> {
  /** As a sentence calls one of them. */
  word: string;
  /** Path under /admin/api, and root of the query keys. */
  path: string;
  /** The permission prefix: OBJECT of OBJECT:ACTION. */
  object: string;
  nameOf: (view: View) => string;
  list: (query?: Record<string, unknown>, signal?: AbortSignal) => Promise<View[]>;
  read: (id: string, signal?: AbortSignal) => Promise<View>;
  /** Each change may say why it is made. */
  create: (draft: Draft, idempotencyKey: string, reason?: string) => Promise<View>;
  /** Sends a merge patch for the version last read; 412 when that is no longer the newest. */
  change: (at: { id: string; etag: string }, patch: Partial<Draft>, reason?: string) => Promise<View>;
  remove: (at: { id: string; etag: string }, reason?: string) => Promise<void>;
}

function resource<View extends Versioned, Draft extends object>(word: string, path: string, nameOf: (view: View) => string, object = path.slice(1)): Resource<View, Draft> {
  const at = (id: string) => `/admin/api${path}/${encodeURIComponent(id)}`;
  return {
    word, path, object, nameOf,
    list: (query, signal) => all<View>(path, query, signal),
    read: (id, signal) => send<View>('get', at(id), { signal }),
    create: (draft, idempotencyKey, reason) => send<View>('post', `/admin/api${path}`, { body: draft, headers: { 'Idempotency-Key': idempotencyKey, ...because(reason) } }),
    change: ({ id, etag }, patch, reason) => send<View>('patch', at(id), { body: patch, headers: { 'If-Match': etag, ...because(reason) } }),
    remove: ({ id, etag }, reason) => send<void>('delete', at(id), { headers: { 'If-Match': etag, ...because(reason) } }),
  };
}

const byName = (view: { name: string }) => view.name;

export const providers = resource<Provider, Schemas['ProviderDraft']>('provider', '/providers', byName);
export const models = resource<Model, Schemas['ModelDraft']>('model', '/models', byName);
export const routeGroups = resource<RouteGroup, Schemas['RouteGroupDraft']>('route group', '/route-groups', (view) => view.key, 'route_groups');
export const policies = resource<Policy, Schemas['PolicyDraft']>('policy', '/policies', byName);
export const qualityContracts = resource<QualityContract, Schemas['QualityContractDraft']>('quality contract', '/quality-contracts', (view) => view.route_group, 'quality_contracts');
export const alertRules = resource<AlertRule, Schemas['AlertRuleDraft']>('alert rule', '/alert-rules', byName, 'alerts');
export const alertDestinations = resource<AlertDestination, Schemas['AlertDestinationDraft']>('destination', '/alert-destinations', byName, 'alerts');
export const slos = resource<Slo, Schemas['SloDraft']>('objective', '/slos', byName, 'alerts');
export const organizations = resource<Organization, Schemas['OrganizationDraft']>('organization', '/organizations', byName);
export const teams = resource<Team, Schemas['TeamDraft']>('team', '/teams', byName);
export const projects = resource<Project, Schemas['ProjectDraft']>('project', '/projects', byName);
export const users = resource<User, Schemas['UserDraft']>('user', '/users', byName);
export const keys = resource<Key, Schemas['KeyDraft']>('key', '/keys', byName);
