import type { Access, Grant, Organization } from '../api/types';
import { time } from '../design/format';

/** The name, wildcard or tag of a grant, however it is written. */
export const assetOf = (grant: Grant): string => (typeof grant === 'string' ? grant : grant.asset ?? '');

/** Whether the end of a grant has come: it allows nothing then, and stays until it is taken away. */
export const isOver = (grant: Grant, now: number = Date.now()): boolean => typeof grant === 'object' && !!grant.expires_at && Date.parse(grant.expires_at) <= now;

/** A grant in words, where only text can stand: what it names, and under which conditions it holds. */
export function grantText(grant: Grant): string {
  if (typeof grant === 'string') return grant;
  const conditions = [grant.environments?.length ? `in ${grant.environments.join(', ')}` : '', grant.expires_at ? `${isOver(grant) ? 'over since' : 'until'} ${time(grant.expires_at)}` : ''].filter(Boolean);
  return conditions.length > 0 ? `${assetOf(grant)} (${conditions.join(', ')})` : assetOf(grant);
}

/** The names, where each grant is a plain one; undefined where a wildcard, a tag or a condition is among them, which only the gateway can judge. */
export function plainNames(grants: readonly Grant[]): string[] | undefined {
  const names = grants.filter((grant): grant is string => typeof grant === 'string' && !grant.includes('*') && !grant.startsWith('tag:'));
  return names.length === grants.length ? names : undefined;
}

/** What an organization lets through at most; undefined where only the gateway can tell. */
export const ceilingOf = (organization: Pick<Organization, 'enforcement' | 'grants'>): string[] | undefined =>
  organization.enforcement === 'enforced' ? plainNames(organization.grants) : undefined;

/** What a restriction lets through; null where the level inherits, undefined where only the gateway can tell. */
export const restrictionOf = (access: Access | null | undefined): string[] | null | undefined => (access?.mode === 'restrict' ? plainNames(access.grants) : null);
