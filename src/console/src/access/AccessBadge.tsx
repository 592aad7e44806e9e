import type { Access } from '../api/types';
import { Badge } from '../design/Badge';
import { grantText } from './grants';

/** How a level stands to what is above it. */
export const AccessBadge = ({ access }: { access: Access }) =>
  access.mode === 'restrict'
    ? <Badge lamp={access.grants.length === 0 ? 'caution' : 'note'} title={access.grants.map(grantText).join(', ') || 'No grants: nothing may be called'}>restricted to {access.grants.length}</Badge>
    : <Badge title="Passes on what is allowed above">inherits</Badge>;
