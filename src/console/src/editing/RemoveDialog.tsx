import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Resource } from '../api/resources';
import type { Versioned } from '../api/types';
import { Confirm } from '../design/Confirm';
import { Failure, Skeleton } from '../design/States';
import { useToast } from '../design/Toast';
import { Changes } from './Changes';
import { ReasonField } from './ReasonField';
import { useDeed } from './useDeed';

interface Props<View extends Versioned> {
  resource: Pick<Resource<View, never>, 'word' | 'nameOf' | 'read' | 'remove'>;
  view: View;
  /** What will happen, and to whom. */
  children: ReactNode;
  /** Who uses it; undefined while that is looked up, empty when no one does. */
  users?: ReactNode[] | undefined;
  checking?: boolean;
  error?: unknown;
  /** What one can do instead while it is in use. */
  instead?: ReactNode;
  onClose: () => void;
  /** After it is gone, before the dialog closes. */
  onRemoved?: () => void;
}

/** Asks before an object is deleted, and says who still uses it: then it cannot be. */
export function RemoveDialog<View extends Versioned>({ resource, view, children, users = [], checking, error, instead, onClose, onRemoved }: Props<View>) {
  const queries = useQueryClient();
  const toast = useToast();
  const name = resource.nameOf(view);
  const [reason, setReason] = useState('');
  const removal = useDeed({
    read: resource.read,
    act: (at: View) => resource.remove(at, reason),
    onDone: () => {
      toast({ message: `${name}: deleted` });
      onRemoved?.();
      onClose();
      return queries.invalidateQueries();
    },
  });
  const close = () => {
    removal.dismiss();
    onClose();
  };
  const { meanwhile } = removal;
  return (
    <Confirm title={`Delete ${name}?`} action={meanwhile ? 'Delete it all the same' : `Delete ${resource.word}`} disabled={checking || !!error || users.length > 0} wide={!!meanwhile}
      busy={removal.busy} error={removal.error} onClose={close} onConfirm={() => removal.run(meanwhile?.now ?? view)}>
      {meanwhile && <Changes meanwhile={meanwhile} />}
      {error ? <Failure error={error} /> : checking ? <Skeleton rows={2} /> : users.length > 0 ? (
        <>
          <p>It is still in use, so it cannot be deleted:</p>
          <ul className="grid max-h-60 gap-1 overflow-y-auto rounded-lg bg-sunken px-3 py-2">{users.map((user, i) => <li key={i}>{user}</li>)}</ul>
          {instead && <p className="text-ink-soft">{instead}</p>}
        </>
      ) : (
        <>
          <p className="text-ink-soft">{children}</p>
          <p>This cannot be undone.</p>
          <ReasonField value={reason} onChange={setReason} />
        </>
      )}
    </Confirm>
  );
}
