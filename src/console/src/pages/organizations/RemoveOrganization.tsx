import { organizations } from '../../api/resources';
import type { Organization } from '../../api/types';
import { some } from '../../design/format';
import { RemoveDialog } from '../../editing/RemoveDialog';

export function RemoveOrganization({ organization: o, onClose, onRemoved }: { organization: Organization; onClose: () => void; onRemoved?: () => void }) {
  const held = [[o.counts.teams, 'team'], [o.counts.users, 'user'], [o.counts.keys, 'live key']] as const;
  return (
    <RemoveDialog resource={organizations} view={o} onClose={onClose} onRemoved={onRemoved}
      users={held.filter(([n]) => n > 0).map(([n, word]) => <>It has {some(n, word)}</>)} instead="Delete or revoke those first. To end its access at once and keep the rest, take its grants away.">
      It holds nothing any more. Its usage stays on record.
    </RemoveDialog>
  );
}
