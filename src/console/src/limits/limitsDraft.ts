import type { Schemas } from '../api/types';

export type Limits = Schemas['LimitsDraft'];
export type Budget = Schemas['BudgetDraft'];

/** What every level of the tree, and every key, can have. */
export interface LimitsAndBudget {
  limits: Limits | null;
  budget: Budget | null;
}

/** The writable part of a view; what the form does not show stays as it is. */
export const toLimits = (view: { limits?: Limits | null; budget?: Budget | null } | null): LimitsAndBudget => ({ limits: view?.limits ?? null, budget: view?.budget ?? null });

/** The fields that the form shows the faults of. */
export const limitFields = ['limits.rpm', 'limits.tpm', 'limits.concurrency', 'budget.amount', 'budget.period'];

/** With one of the limits changed; null when nothing is limited any more. */
export function withLimit(limits: Limits | null, name: 'rpm' | 'tpm' | 'concurrency', text: string): Limits | null {
  const next = { ...limits, [name]: text === '' ? null : Number(text) };
  return Object.values(next).every((value) => value == null || value === false || (Array.isArray(value) && value.length === 0)) ? null : next;
}

/** With another amount; null when there is no budget any more. */
export const withAmount = (budget: Budget | null, text: string): Budget | null => (text === '' ? null : { period: 'month', ...budget, amount: Number(text) });
