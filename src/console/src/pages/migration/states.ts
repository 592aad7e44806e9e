import type { Lamp } from '../../design/Badge';

/** How far an organization, or a level in it, is; in the order of the way. */
export const states = ['missing_catalog_keys', 'needs_org_bootstrap', 'needs_scope_backfill', 'ready_for_enforce', 'enforced'] as const;

export type State = (typeof states)[number];

interface Words {
  title: string;
  lamp: Lamp;
  /** What holds it back, or what holds now. */
  means: string;
  /** What to do next; nothing at the end of the way. */
  next: string;
}

export const wordsOf: Record<State, Words> = {
  missing_catalog_keys: {
    title: 'Unknown names', lamp: 'danger', means: 'A legacy list names what is not registered. A backfill does the rest and leaves that list alone.',
    next: 'Register what is missing as a model or route group, or take the name off the list.',
  },
  needs_org_bootstrap: {
    title: 'Needs a ceiling', lamp: 'caution', means: 'The organization has no grants yet, although its keys may use something.',
    next: 'Backfill: it gets grants for what its keys may use now, and nothing more.',
  },
  needs_scope_backfill: {
    title: 'Needs restrictions', lamp: 'caution', means: 'A legacy list still decides at a team, user or key.',
    next: 'Backfill: each list becomes a restriction to the same names.',
  },
  ready_for_enforce: {
    title: 'Ready', lamp: 'note', means: 'Nothing depends on a legacy list any more.',
    next: 'Try some keys, then enforce.',
  },
  enforced: { title: 'Enforced', lamp: 'clear', means: 'Grants alone decide. Legacy lists have no effect.', next: '' },
};

/** A state that this console does not know is shown as it is called. */
export const words = (state: string): Words => wordsOf[state as State] ?? { title: state, lamp: 'off', means: '', next: '' };
