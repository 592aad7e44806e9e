import { choice, said, text } from '../../search';
import { apis } from './protocol/types';

export const playgroundSearch = (search: Record<string, unknown>) => said({
  model: text(search, 'model'),
  /** Chat completions unless told. */
  api: choice(search, 'api', apis),
  /** Streamed unless told. */
  stream: choice(search, 'stream', ['off'] as const),
  /** Whether the code drawer is open. */
  show: choice(search, 'show', ['code'] as const),
});

export type PlaygroundSearch = ReturnType<typeof playgroundSearch>;
