import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/client';
import { because } from '../../api/reason';
import type { Schemas } from '../../api/types';
import type { MigrationKind } from './search';

/** As it is answered: every field is there, though the API's document cannot say so of these. */
type Whole<T> = T extends (infer Item)[] ? Whole<Item>[] : T extends object ? { [Field in keyof T]-?: Whole<Exclude<T[Field], undefined>> } : T;

export type Report = Whole<Schemas['MigrationReportView']>;
export type OrganizationReport = Report['organizations'][number];
/** A backfill's answer is a report too. */
export type Backfill = Report & Pick<Whole<Schemas['BackfillView']>, 'dry_run' | 'applied' | 'failures'>;
export type Enforcement = Schemas['EnforcementView'];

const pathOf = (kind: MigrationKind) => `/ui/api/${kind === 'mcp' ? 'mcp' : 'callable-target'}-migration`;

/** How organizations stand; one of them when given. */
export const useReport = (kind: MigrationKind, organizationId?: string) => useQuery({
  queryKey: ['migration', kind ?? 'callable', organizationId ?? 'all'],
  queryFn: ({ signal }) => send<Report>('get', `${pathOf(kind)}/report`, { params: { query: organizationId ? { organization_id: organizationId } : {} }, signal }),
  // A report looks at everything: it is read anew on request, and after changes made here.
  staleTime: 60_000,
  refetchOnWindowFocus: false,
});

/** Writes grants where legacy lists decide now, or says what it would write. */
export const backfill = (kind: MigrationKind, what: Schemas['BackfillDraft'], reason?: string): Promise<Backfill> =>
  send<Backfill>('post', `${pathOf(kind)}/backfill`, { body: what, headers: because(reason) });

/** Lets grants alone decide, or legacy lists count again, in the version of the organization that was looked at. */
export const enforce = (organization: OrganizationReport, on: boolean, reason?: string): Promise<Enforcement> =>
  send<Enforcement>('post', `/admin/api/organizations/${encodeURIComponent(organization.organization_id)}/${on ? 'enforce' : 'unenforce'}`, { headers: { 'If-Match': organization.etag, ...because(reason) } });
