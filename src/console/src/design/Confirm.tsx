import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { FormError } from './States';

interface Props {
  title: string;
  /** What will happen, and to whom. */
  children: ReactNode;
  action: string;
  run: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  disabled?: boolean;
}

/** Asks before something that is not easily undone. */
export function Confirm({ title, children, action, run, onDone, onClose, disabled }: Props) {
  const running = useMutation({ mutationFn: run, onSuccess: onDone });
  return (
    <Dialog onClose={onClose} title={title} foot={(
      <>
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="danger" busy={running.isPending} disabled={disabled} onClick={() => running.mutate()}>{action}</Button>
      </>
    )}>
      <div className="grid gap-3 text-sm">
        {children}
        <FormError error={running.error} />
      </div>
    </Dialog>
  );
}
