import { choice, said, text } from '../../search';
import { states } from './states';

/** What is taken to grants; callable targets unless told. */
export const migrationKinds = ['mcp'] as const;

export const childTabs = ['teams', 'users', 'keys', 'projects'] as const;

const kind = (search: Record<string, unknown>) => choice(search, 'kind', migrationKinds);

export const migrationSearch = (search: Record<string, unknown>) => said({
  kind: kind(search),
  state: choice(search, 'state', states),
  /** A part of an organization's name. */
  find: text(search, 'find'),
});

export const organizationMigrationSearch = (search: Record<string, unknown>) => said({
  kind: kind(search),
  tab: choice(search, 'tab', childTabs),
  /** Every level, not only those with a legacy list. */
  show: choice(search, 'show', ['all'] as const),
  /** A part of a level's name. */
  find: text(search, 'find'),
});

export type MigrationSearch = ReturnType<typeof migrationSearch>;
export type MigrationKind = MigrationSearch['kind'];

/** Enforcing concerns both: the other of the two. */
export const otherKind = (kind: MigrationKind): MigrationKind => (kind === 'mcp' ? undefined : 'mcp');

export const kindWords = (kind: MigrationKind): string => (kind === 'mcp' ? 'MCP servers' : 'models and route groups');
