import { useState } from 'react';
import { fieldErrors, Problem } from '../../api/problem';
import type { RegistryEntry } from '../../api/types';
import { Name } from '../../design/Badge';
import { Confirm } from '../../design/Confirm';
import { TextField, Toggle } from '../../design/Field';
import { useToast } from '../../design/Toast';
import { readSteps, usualSteps, writeSteps } from './canarySteps';
import { useCanaryDeed } from './useCanary';

/** Asks for the steps by which an entry is promoted, and says what will happen to whose calls. */
export function CanaryDialog({ feature, entry, primary, onClose }: { feature: string; entry: RegistryEntry; primary: RegistryEntry | undefined; onClose: () => void }) {
  const toast = useToast();
  const [text, setText] = useState(writeSteps(usualSteps));
  const [errors, setErrors] = useState('5');
  const [latency, setLatency] = useState('');
  const [reason, setReason] = useState('');
  const [force, setForce] = useState(false);
  const doing = useCanaryDeed(feature, () => {
    toast({ message: `${entry.model} takes a share of ${feature} now` });
    onClose();
  });
  const steps = readSteps(text);
  const faults = fieldErrors(doing.error);
  const number = (value: string) => (value === '' ? null : Number(value));
  const needsForce = force || (doing.error instanceof Problem && doing.error.code === 'evidence-missing');
  return (
    <Confirm title={`Promote ${entry.model} by steps?`} action="Begin" busy={doing.isPending} error={doing.error} disabled={!steps} onClose={onClose}
      onConfirm={() => steps && doing.mutate({ kind: 'start', entry, plan: { steps, min_calls: 20, max_error_percent: number(errors), max_latency_ratio: number(latency), max_cost_ratio: null, reason: reason.trim() || null, force } })}>
      <p>
        <Name className="font-semibold">{entry.model}</Name> takes {steps ? `${steps[0]!.percent} per cent` : 'a share'} of the calls to <Name>{feature}</Name> from the next one on{primary && <>, the rest stays with <Name className="font-semibold">{primary.model}</Name></>}. What it fails the primary serves. At 100 per cent it becomes the primary; when a safeguard trips, all calls go back by themselves.
      </p>
      <TextField label="Steps: per cent for minutes" value={text} onChange={(e) => setText(e.target.value)} errors={steps ? Object.entries(faults).filter(([field]) => field.startsWith('steps')).flatMap(([, messages]) => messages) : ['Write shares with their minutes: 5 for 15, 50 for 15, 100 for 30.']} hint="Each lasts so long at least, and until it had twenty calls." />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Failures at most, %" type="number" min={0} step="any" value={errors} onChange={(e) => setErrors(e.target.value)} errors={faults['max_error_percent'] ?? []} />
        <TextField label="Times as slow at most" type="number" min={0} step="any" value={latency} onChange={(e) => setLatency(e.target.value)} errors={faults['max_latency_ratio'] ?? []} hint="Empty: any." />
      </div>
      <TextField label="Reason" value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} errors={faults['reason'] ?? []} hint={force ? 'Required: why the promotion rule does not hold here.' : 'Optional; kept in the history and the audit log.'} />
      {needsForce && <Toggle label="Begin all the same" hint="Although the evidence does not carry it. This is audited." checked={force} onChange={setForce} />}
    </Confirm>
  );
}
