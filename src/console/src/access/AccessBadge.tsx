import type { Access } from '../api/types';
import { Badge } from '../design/Badge';
import { grantText } from './grants';

/** How a level stands to what is above it. A legacy list counts only where the level inherits and its organization is not enforced. */
export const AccessBadge = ({ access, legacy }: { access: Access; legacy?: readonly string[] | null }) =>
  access.mode === 'restrict'
    ? <Badge lamp={access.grants.length === 0 ? 'caution' : 'note'} title={access.grants.map(grantText).join(', ') || 'No grants: nothing may be called'}>restricted to {access.grants.length}</Badge>
    : legacy?.length
      ? <Badge lamp="caution" title={`Counts while the organization is not enforced: ${legacy.join(', ')}`}>legacy list of {legacy.length}</Badge>
      : <Badge title="Passes on what is allowed above">inherits</Badge>;
