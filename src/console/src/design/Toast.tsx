import { Check } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, use, useCallback, useState, type ReactNode } from 'react';

const Announce = createContext<(message: string) => void>(() => undefined);

/** Says what was done, for a few seconds and to screen readers. */
export const useToast = () => use(Announce);

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; message: string }[]>([]);
  const announce = useCallback((message: string) => setToasts((list) => [...list.slice(-2), { id: (list.at(-1)?.id ?? 0) + 1, message }]), []);
  return (
    <Announce value={announce}>
      <Radix.Provider duration={4000} swipeDirection="right">
        {children}
        {toasts.map(({ id, message }) => (
          <Radix.Root key={id} onOpenChange={(open) => !open && setToasts((list) => list.filter((t) => t.id !== id))}
            className="dialog-in flex items-center gap-2.5 rounded-lg border border-line bg-panel px-3.5 py-2.5 text-sm shadow-float">
            <Check className="size-4 shrink-0 text-clear" aria-hidden />
            <Radix.Title>{message}</Radix.Title>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-4 bottom-4 z-[60] grid w-80 max-w-[calc(100vw-2rem)] gap-2 outline-none" />
      </Radix.Provider>
    </Announce>
  );
}
