import type { Schemas } from '../../api/types';
import { NOTHING } from '../../design/format';

const all = ['requests', 'tokens_input', 'tokens_output', 'tokens_cached', 'tokens_cache_write', 'cost_micros'] as const;
export type Measure = (typeof all)[number];

/** What the export tells at all: the others are not compared. */
export const measuresOf = (view: Pick<Schemas['ReconciliationView'], 'total'>): Measure[] => all.filter((measure) => view.total.theirs[measure] != null);

/** A difference with its sign; “same” where there is none, and nothing where nothing was told. */
export const signed = (difference: number | null | undefined, format: (value: number) => string): string =>
  difference == null ? NOTHING : difference === 0 ? 'same' : difference > 0 ? `+${format(difference)}` : format(difference);
