/** The answer of GET /v1/usage. */
export interface OwnUsage {
  key: string;
  /** Whether the sums are known: the database may be away. */
  complete: boolean;
  today: Sums | null;
  month: Sums | null;
  limits: OwnLimit[];
}

export interface Sums {
  since: string;
  requests: number;
  tokens_input: number;
  tokens_output: number;
  tokens_cached: number;
  cost_micros: number;
}

export interface OwnLimit {
  limit: string;
  level: string;
  model: string | null;
  unit: string;
  amount: number;
  used: number;
  remaining: number;
  resets_at: string | null;
}
