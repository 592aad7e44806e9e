import { assetOf } from '../../access/grants';
import { scopeName, type Scope } from '../../access/scopes';
import { grantOf, isTyped, type TypedGrant } from '../../access/typed';
import type { AccessChange } from '../../access/usePreview';
import type { Grant } from '../../api/types';

/** What is to be done at every scope that is chosen. */
export interface BulkPlan {
  /** Left as it is unless told. */
  mode?: 'inherit' | 'restrict' | undefined;
  add: readonly Grant[];
  /** By what they name. */
  remove: readonly string[];
}

export const nothing: BulkPlan = { add: [], remove: [] };

export const isEmpty = (plan: BulkPlan): boolean => !plan.mode && plan.add.length === 0 && plan.remove.length === 0;

/** Adds a grant; it takes the place of one that names the same, and is not taken away in the same breath. */
export const adding = (plan: BulkPlan, grant: Grant): BulkPlan => {
  const asset = assetOf(grant);
  return { ...plan, add: [...plan.add.filter((g) => assetOf(g) !== asset), grant], remove: plan.remove.filter((a) => a !== asset) };
};

export const removing = (plan: BulkPlan, asset: string): BulkPlan =>
  ({ ...plan, add: plan.add.filter((g) => assetOf(g) !== asset), remove: [...plan.remove.filter((a) => a !== asset), asset] });

export type Verb = 'add' | 'remove';

/** The plan with what stands in the form, also where it is not taken yet. */
export const taking = (plan: BulkPlan, verb: Verb, typed: TypedGrant): BulkPlan =>
  !isTyped(typed) ? plan : verb === 'add' ? adding(plan, grantOf(typed)) : removing(plan, assetOf(grantOf(typed)));

/** The change at each scope; an organization has no mode, so that there is none for it where only the mode is set. */
export const changesOf = (plan: BulkPlan, scopes: readonly Scope[]): AccessChange[] => scopes
  .map((s): AccessChange => ({
    scope: scopeName(s),
    ...(plan.mode && s.level !== 'organization' ? { mode: plan.mode } : {}),
    ...(plan.add.length > 0 ? { add: plan.add } : {}),
    ...(plan.remove.length > 0 ? { remove: plan.remove } : {}),
  }))
  .filter((change) => change.mode || change.add || change.remove);

/** Scopes at which added grants will have no effect, since they go on inheriting. */
export const idle = (plan: BulkPlan, scopes: readonly Scope[]): number =>
  plan.add.length === 0 || plan.mode === 'restrict' ? 0 : scopes.filter((s) => s.level !== 'organization' && (plan.mode ?? s.access.mode) !== 'restrict').length;

/** The steps of a plan in words, each with the plan without it. */
export const steps = (plan: BulkPlan): { words: string; grant?: Grant; without: BulkPlan }[] => [
  ...(plan.mode ? [{ words: plan.mode === 'restrict' ? 'Restrict to the own grants' : 'Inherit', without: { ...plan, mode: undefined } }] : []),
  ...plan.add.map((g) => ({ words: 'Add', grant: g, without: { ...plan, add: plan.add.filter((other) => other !== g) } })),
  ...plan.remove.map((a) => ({ words: 'Remove', grant: a, without: { ...plan, remove: plan.remove.filter((other) => other !== a) } })),
];
