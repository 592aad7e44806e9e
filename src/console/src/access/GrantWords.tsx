import type { Grant } from '../api/types';
import { When } from '../design/When';
import { assetOf, isOver } from './grants';

/** A grant with the conditions under which it holds: times in the viewer's zone, UTC on hover, and whether it is over. */
export function GrantWords({ grant }: { grant: Grant }) {
  const { environments, expires_at } = typeof grant === 'object' ? grant : {};
  return (
    <span className="min-w-0 font-sans break-normal whitespace-normal">
      <span className="font-mono break-all">{assetOf(grant)}</span>
      {!!environments?.length && ` in ${environments.join(', ')}`}
      {expires_at && <>{!!environments?.length && ','} {isOver(grant) ? 'over since' : 'until'} <When at={expires_at} /></>}
    </span>
  );
}
