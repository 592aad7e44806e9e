import { Button } from '../design/Button';
import { Dialog } from '../design/Dialog';
import { FormError } from '../design/States';
import { Changes } from './Changes';
import type { Deed } from './useDeed';
import type { Switchable } from './useEnabled';

/** Why an object was not switched on or off: it failed, or someone changed it meanwhile and the viewer is to look first. */
export function SwitchProblem<View extends Switchable>({ deed, nameOf }: { deed: Deed<View>; nameOf: (view: View) => string }) {
  const { meanwhile } = deed;
  if (!meanwhile) return <FormError error={deed.error} />;
  const { before, now } = meanwhile;
  const already = now.enabled !== before.enabled;
  const verb = now.enabled ? 'Disable' : 'Enable';
  return (
    <Dialog wide onClose={deed.dismiss} title={already ? `${nameOf(now)} is ${now.enabled ? 'enabled' : 'disabled'} already` : `${verb} ${nameOf(now)}?`} foot={(
      <>
        <Button onClick={deed.dismiss}>{already ? 'Close' : 'Cancel'}</Button>
        {!already && <Button tone="primary" busy={deed.busy} onClick={() => deed.run(now)}>{verb} it all the same</Button>}
      </>
    )}>
      <div className="grid gap-3">
        <Changes meanwhile={meanwhile} />
        <FormError error={deed.error} />
      </div>
    </Dialog>
  );
}
