import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { Problem } from '../../api/problem';
import { Name } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { TextField } from '../../design/Field';
import { count, fromLocalInput, some, toLocalInput } from '../../design/format';
import { FormError } from '../../design/States';
import { useToast } from '../../design/Toast';
import { AnewTable } from './AnewTable';

interface Props {
  /** A deployment, or “all”. */
  of: string;
  from: string | undefined;
  onClose: () => void;
}

const monthsBegin = () => toLocalInput(new Date(new Date().getFullYear(), new Date().getMonth(), 1).toISOString());

/** Prices calls anew after a price was wrong: first what would change, then, on a second word, the change. */
export function PriceAnewDialog({ of, from, onClose }: Props) {
  const queries = useQueryClient();
  const toast = useToast();
  const [begins, setBegins] = useState(() => (from ? toLocalInput(from) : monthsBegin()));
  const [ends, setEnds] = useState('');
  const deployment = of === 'all' ? null : of;
  const running = useMutation({
    mutationFn: (dry_run: boolean) => body(api.POST('/admin/reports/api/recalculation', { body: { from: fromLocalInput(begins), to: fromLocalInput(ends), deployment, dry_run } })),
    onSuccess: (view) => {
      if (view.dry_run) return undefined;
      toast({ message: `${some(view.changed, 'call')} priced anew` });
      return queries.invalidateQueries();
    },
  });
  const errors = running.error instanceof Problem ? running.error.errors : {};
  const view = running.data;
  const edit = (set: (value: string) => void) => (value: string) => {
    set(value);
    // What was found out was found out of another time.
    running.reset();
  };
  return (
    <Dialog wide onClose={onClose} title="Price calls anew" lead={<>{deployment ? <>Calls of <Name>{deployment}</Name></> : 'Calls of all deployments'}, at the prices that hold for the time they came.</>} foot={(
      <>
        <Button onClick={onClose}>{view && !view.dry_run ? 'Close' : 'Cancel'}</Button>
        {!view && <Button tone="primary" busy={running.isPending} disabled={!begins} onClick={() => running.mutate(true)}>Show what would change</Button>}
        {view?.dry_run && view.changed > 0 && <Button tone="danger" busy={running.isPending} onClick={() => running.mutate(false)}>Change {some(view.changed, 'call')}</Button>}
      </>
    )}>
      <div className="grid gap-4 text-sm">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Calls from" type="datetime-local" value={begins} errors={errors['from']} onChange={(e) => edit(setBegins)(e.target.value)} hint="By your clock." />
          <TextField label="to" type="datetime-local" value={ends} errors={errors['to']} onChange={(e) => edit(setEnds)(e.target.value)} hint="Empty: until now." />
        </div>
        {view && <AnewTable view={view} />}
        {view?.dry_run && view.changed > 0 && <p className="text-ink-soft">Nothing is changed yet. Calls, reports and what budgets have counted change together, a thousand calls at a time; the audit log keeps the sums.</p>}
        {view?.dry_run && view.changed === 0 && <p className="text-ink-soft">{view.calls === 0 ? 'There is no call in that time.' : `All ${count(view.calls)} calls have the cost that these prices make.`}</p>}
        {Object.keys(errors).length === 0 && <FormError error={running.error} />}
      </div>
    </Dialog>
  );
}
