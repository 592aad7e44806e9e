import { AccessBadge } from './AccessBadge';
import { CeilingBadge, LegacyBadge } from './CeilingBadge';
import type { Scope } from './scopes';

/** What a scope does with access, in a mark or two. */
export const ScopeBadge = ({ scope }: { scope: Scope }) =>
  scope.level === 'organization'
    ? <><CeilingBadge grants={scope.access.grants} enforcement={scope.enforcement} /> {scope.enforcement && <LegacyBadge enforcement={scope.enforcement} />}</>
    : <AccessBadge access={scope.access} legacy={scope.legacy_models} />;
