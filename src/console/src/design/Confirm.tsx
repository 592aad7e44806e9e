import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from './controls';
import { Dialog, FormError } from './surfaces';

/** Asks before something that is not easily undone; says what will happen, and to whom. */
export function Confirm({ open, onClose, title, children, action, run }: {
  open: boolean; onClose: () => void; title: string; children: ReactNode; action: string; run: () => Promise<unknown>;
}) {
  const mutation = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="grid gap-4">
        <div className="text-sm text-ink-soft">{children}</div>
        <FormError error={mutation.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" busy={mutation.isPending} onClick={() => mutation.mutate()}>{action}</Button>
        </div>
      </div>
    </Dialog>
  );
}
