import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { FormError } from './States';

interface Props {
  title: string;
  /** What will happen, and to whom. */
  children: ReactNode;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  error?: unknown;
  disabled?: boolean;
  wide?: boolean;
}

/** Asks before something that is not easily undone. */
export const Confirm = ({ title, children, action, onConfirm, onClose, busy, error, disabled, wide }: Props) => (
  <Dialog wide={wide} onClose={onClose} title={title} foot={(
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button tone="danger" busy={busy} disabled={disabled} onClick={onConfirm}>{action}</Button>
    </>
  )}>
    <div className="grid gap-3 text-sm">
      {children}
      <FormError error={error} />
    </div>
  </Dialog>
);
