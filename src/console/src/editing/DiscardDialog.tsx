import { Button } from '../design/Button';
import { Dialog } from '../design/Dialog';
import type { Unsaved } from './useUnsaved';

/** Asks before what is changed in a form is given up. */
export function DiscardDialog({ unsaved }: { unsaved: Unsaved }) {
  if (!unsaved.asking) return null;
  return (
    <Dialog onClose={unsaved.stay} title="Discard your changes?" foot={(
      <>
        <Button tone="danger" onClick={unsaved.leave}>Discard</Button>
        <Button tone="primary" onClick={unsaved.stay}>Keep editing</Button>
      </>
    )}>
      <p className="text-sm">They are not saved yet. What is stored stays as it is.</p>
    </Dialog>
  );
}
