import type { Grant } from '../api/types';
import { Badge } from '../design/Badge';
import { some } from '../design/format';
import { grantText } from './grants';

/** What an organization lets through at most. Without grants that is nothing, or everything for as long as it is not enforced. */
export const CeilingBadge = ({ grants, enforcement }: { grants: readonly Grant[]; enforcement: string | undefined }) => {
  if (grants.length > 0) return <Badge lamp="note" title={grants.map(grantText).join(', ')}>{some(grants.length, 'grant')}</Badge>;
  return enforcement === 'legacy' ? <Badge lamp="caution" title="It has no grants and is not enforced: everything is open to it">open</Badge> : <Badge lamp="caution" title="It has no grants: nothing may be called">no grants</Badge>;
};

/** That legacy lists still count in an organization; nothing where they do not. */
export const LegacyBadge = ({ enforcement }: { enforcement: string }) =>
  enforcement === 'legacy' ? <Badge lamp="caution" title="Not enforced yet: legacy lists count, and without grants it is no ceiling">legacy</Badge> : null;
