import { choice, instant, said, text } from '../../search';

export const tabs = ['ledger', 'reconciliation', 'prices'] as const;
export type Tab = (typeof tabs)[number];

/** How far back the ledger looks, in the words of the API. */
export const lengths = ['24h', '7d', '30d'] as const;
export type Length = (typeof lengths)[number];

export const costsSearch = (search: Record<string, unknown>) => said({
  tab: choice(search, 'tab', tabs),
  since: choice(search, 'since', lengths),
  /** Whose hours are shown. */
  provider: text(search, 'provider'),
  /** The deployment whose prices are open, PROVIDER/MODEL, of which model. */
  model: text(search, 'model'),
  deployment: text(search, 'deployment'),
  /** What is to be priced anew: a deployment, or “all”. */
  anew: text(search, 'anew'),
  from: instant(search, 'from'),
});

export type CostsSearch = ReturnType<typeof costsSearch>;
