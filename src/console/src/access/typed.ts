import type { Grant } from '../api/types';
import { assetOf } from './grants';

/** A grant as it stands in the form: one more, or another word for one that is there. */
export interface TypedGrant {
  asset: string;
  expires_at: string | null;
  environments: readonly string[];
  /** What the grant to change names; left out for one more. */
  instead?: string;
}

export const untyped: TypedGrant = { asset: '', expires_at: null, environments: [] };

/** The form of a grant that is to be changed. */
export const retyping = (grant: Grant): TypedGrant => {
  const conditions = typeof grant === 'object' ? grant : undefined;
  return { asset: assetOf(grant), expires_at: conditions?.expires_at ?? null, environments: conditions?.environments ?? [], instead: assetOf(grant) };
};

export const isNamed = ({ asset }: TypedGrant): boolean => asset.trim() !== '';

/** Whether anything stands in the form. */
export const isTyped = (typed: TypedGrant): boolean => isNamed(typed) || !!typed.expires_at || typed.environments.length > 0 || typed.instead !== undefined;

/** What needs no conditions becomes a plain name. */
export function grantOf({ asset, expires_at, environments }: TypedGrant): Grant {
  const name = asset.trim();
  return expires_at || environments.length > 0 ? { asset: name, ...(expires_at ? { expires_at } : {}), ...(environments.length > 0 ? { environments: [...environments] } : {}) } : name;
}

/** The grants with what stands in the form, also where it is not added yet; it takes the place of one that names the same. */
export function withTyped(grants: readonly Grant[], typed: TypedGrant): Grant[] {
  if (!isTyped(typed)) return [...grants];
  const grant = grantOf(typed);
  const place = typed.instead ?? assetOf(grant);
  const rest = grants.filter((g) => assetOf(g) === place || assetOf(g) !== assetOf(grant));
  return rest.some((g) => assetOf(g) === place) ? rest.map((g) => (assetOf(g) === place ? grant : g)) : [...rest, grant];
}
