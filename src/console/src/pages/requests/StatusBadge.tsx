import type { Usage } from '../../api/types';
import { Badge, type Lamp } from '../../design/Badge';

const lamps: Record<string, Lamp> = { success: 'clear', refused: 'caution', error: 'danger', disconnected: 'off', interrupted: 'danger' };

/** How a call ended: its HTTP status, and the code or the word for anything but success. */
export const StatusBadge = ({ usage }: { usage: Usage }) => (
  <Badge lamp={lamps[usage.status] ?? 'off'} title={usage.message ?? undefined}>
    {usage.http_status > 0 && <span className="tabular-nums">{usage.http_status}</span>}
    {usage.status !== 'success' && (usage.code ?? usage.status)}
  </Badge>
);
