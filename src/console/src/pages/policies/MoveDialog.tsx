import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { routeGroups } from '../../api/resources';
import type { Policy } from '../../api/types';
import { Name } from '../../design/Badge';
import { Confirm } from '../../design/Confirm';
import { TextField } from '../../design/Field';
import { useToast } from '../../design/Toast';
import { useMove, type Move } from './usePolicies';

/** Asks before another version comes into force, and says whose calls it decides. */
export function MoveDialog({ policy, move, onClose }: { policy: Policy; move: Move; onClose: () => void }) {
  const toast = useToast();
  const [reason, setReason] = useState('');
  const groups = useQuery({ queryKey: ['route-groups'], queryFn: ({ signal }) => routeGroups.list({}, signal) });
  const used = groups.data?.filter((g) => g.policy === policy.name) ?? [];
  const doing = useMove(policy, () => {
    toast({ message: move.kind === 'activate' ? `Version ${move.version} of ${policy.name} is in force` : `${policy.name} was rolled back` });
    onClose();
  });
  return (
    <Confirm title={move.kind === 'activate' ? `Activate version ${move.version}?` : `Roll ${policy.name} back?`} action={move.kind === 'activate' ? 'Activate' : 'Roll back'} busy={doing.isPending} error={doing.error} onClose={onClose} onConfirm={() => doing.mutate({ move, reason: reason.trim() })}>
      <p>
        {move.kind === 'activate' ? <>Version {move.version}</> : <>The version before version {policy.active_version}</>} decides from the next call on, on all instances, {used.length === 0 ? 'once a route group uses the policy: none does yet.' : <>who serves {used.map((g, i) => <span key={g.id}>{i > 0 && ', '}<Name className="font-semibold">{g.key}</Name></span>)}.</>}
      </p>
      <TextField label="Reason" value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} hint="Optional; kept in the history and the audit log." />
    </Confirm>
  );
}
