import { useState } from 'react';
import { Problem } from '../../api/problem';
import type { RegistryEntry } from '../../api/types';
import { Name } from '../../design/Badge';
import { Confirm } from '../../design/Confirm';
import { TextField, Toggle } from '../../design/Field';
import { useToast } from '../../design/Toast';
import { useChangePrimary, type PrimaryChange } from './useRegistry';

interface Props {
  feature: string;
  change: PrimaryChange;
  primary: RegistryEntry | undefined;
  onClose: () => void;
}

/** Asks before the primary is changed, and says what will happen to whose calls. */
export function ChangePrimaryDialog({ feature, change, primary, onClose }: Props) {
  const toast = useToast();
  const [reason, setReason] = useState('');
  const [force, setForce] = useState(false);
  const doing = useChangePrimary(feature, (done) => {
    toast({ message: `${done.to_model} serves ${feature} now` });
    onClose();
  });
  const isPromotion = change.kind === 'promote';
  const next = isPromotion ? change.entry.model : change.undone.from_model;
  const needsForce = force || (doing.error instanceof Problem && doing.error.code === 'evidence-missing');
  return (
    <Confirm title={isPromotion ? `Promote ${next}?` : `Roll back to ${next}?`} action={isPromotion ? 'Promote' : 'Roll back'}
      busy={doing.isPending} error={doing.error} onClose={onClose} onConfirm={() => doing.mutate({ change, reason: reason.trim(), force })}>
      <p>
        From the next call on, <Name className="font-semibold">{next}</Name> serves everyone who calls <Name>{feature}</Name>
        {primary && <>, in place of <Name className="font-semibold">{primary.model}</Name>, which becomes a shadow</>}. Calls that are under way end where they began. All instances follow within a second.
      </p>
      {!isPromotion && <p className="text-ink-soft">This undoes the change from <Name>{change.undone.from_model}</Name> to <Name>{change.undone.to_model}</Name>. Rolling back once more undoes the change before it.</p>}
      {isPromotion && <p className="text-ink-soft">It is recorded in the history, and one click takes it back.</p>}
      <TextField label="Reason" value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} hint={force ? 'Required: why the promotion rule does not hold here.' : 'Optional; kept in the history and the audit log.'} />
      {needsForce && isPromotion && <Toggle label="Promote all the same" hint="Although the evidence does not carry it. This is audited." checked={force} onChange={setForce} />}
    </Confirm>
  );
}
