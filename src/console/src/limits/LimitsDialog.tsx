import { Dialog } from '../design/Dialog';
import { LimitStandings, type LimitedLevel } from './LimitStandings';

/** What limits the calls of one key or level, and what is left. */
export function LimitsDialog({ level, id, name, onClose }: { level: LimitedLevel; id: string; name: string; onClose: () => void }) {
  return (
    <Dialog wide onClose={onClose} title={`Limits of ${name}`} lead="All that apply to its calls, of this level and of those above; they hold together.">
      <div className="-mx-4"><LimitStandings level={level} id={id} /></div>
    </Dialog>
  );
}
