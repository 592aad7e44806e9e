import { useBlocker, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

export interface Unsaved {
  /** The viewer was about to leave: whether to give up what they changed is to be asked. */
  asking: boolean;
  /** Closes the form, or asks first when something in it would be lost. */
  close: () => void;
  /** Goes without asking: it is saved, or given up. */
  leave: () => void;
  stay: () => void;
}

type At = { pathname: string; search: object };

/** Whether a navigation only goes to another step of a form that has a URL. */
const isSameForm = (a: At, b: At): boolean => 'edit' in a.search && 'edit' in b.search && a.pathname === b.pathname && a.search.edit === b.search.edit;

/** Keeps what is changed in a form from being lost by a slip: by closing the form, going elsewhere in the console, or closing the tab. */
export function useUnsaved(dirty: boolean, onClose: () => void): Unsaved {
  const [closing, setClosing] = useState(false);
  const leaving = useRef(false);
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => !leaving.current && !isSameForm(current, next), enableBeforeUnload: () => !leaving.current, disabled: !dirty, withResolver: true });

  // A form that belongs to no URL is still open after the navigation for which it was given up: only an arrival closes it.
  const arrivedAt = useRouterState({ select: (s) => s.resolvedLocation?.href });
  useEffect(() => {
    if (leaving.current) onClose();
  }, [arrivedAt]);

  return {
    asking: closing || blocker.status === 'blocked',
    close: () => (dirty ? setClosing(true) : onClose()),
    leave: () => {
      leaving.current = true;
      if (blocker.status === 'blocked') blocker.proceed();
      else onClose();
    },
    stay: () => {
      setClosing(false);
      blocker.reset?.();
    },
  };
}
