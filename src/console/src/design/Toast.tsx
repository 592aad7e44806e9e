import { Check, TriangleAlert } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, use, useCallback, useState, type ReactNode } from 'react';
import { Button } from './Button';

export interface Notice {
  message: string;
  /** It was not done. */
  failed?: boolean;
  /** What one can do about it while the notice stands. */
  action?: { label: string; run: () => void };
}

const Announce = createContext<(notice: Notice) => void>(() => undefined);

/** Says what was done, for a few seconds and to screen readers; longer where there is something to read or to decide. */
export const useToast = () => use(Announce);

const [brief, long] = [4_000, 12_000];

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Notice & { id: number })[]>([]);
  const announce = useCallback((notice: Notice) => setToasts((list) => [...list.slice(-2), { ...notice, id: (list.at(-1)?.id ?? 0) + 1 }]), []);
  return (
    <Announce value={announce}>
      <Radix.Provider swipeDirection="right">
        {children}
        {toasts.map(({ id, message, failed, action }) => (
          // It can be clicked over an open dialog, which takes the pointer from all else.
          <Radix.Root key={id} duration={failed || action ? long : brief} type={failed ? 'foreground' : 'background'} onOpenChange={(open) => !open && setToasts((list) => list.filter((t) => t.id !== id))}
            className="dialog-in pointer-events-auto flex items-center gap-2.5 rounded-lg border border-line bg-panel px-3.5 py-2.5 text-sm shadow-float">
            {failed ? <TriangleAlert className="size-4 shrink-0 text-danger" aria-hidden /> : <Check className="size-4 shrink-0 text-clear" aria-hidden />}
            <Radix.Title className="min-w-0 grow break-words">{message}</Radix.Title>
            {action && <Radix.Action asChild altText={`${action.label}: press F8 to come here`}><Button size="sm" onClick={action.run}>{action.label}</Button></Radix.Action>}
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-4 bottom-4 z-[60] grid w-96 max-w-[calc(100vw-2rem)] gap-2 outline-none" />
      </Radix.Provider>
    </Announce>
  );
}
