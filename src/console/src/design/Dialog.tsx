import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button';

interface Props {
  onClose: () => void;
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
  /** Stays at the bottom while the content scrolls: the buttons. */
  foot?: ReactNode;
  /** Closed only by its buttons: what it shows cannot be had again. */
  persistent?: boolean;
}

const head = ({ title, lead }: Props) => (
  <div className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
    <div className="min-w-0">
      <Radix.Title className="text-lg font-semibold break-words">{title}</Radix.Title>
      {lead && <Radix.Description asChild><div className="mt-0.5 text-sm text-ink-soft">{lead}</div></Radix.Description>}
    </div>
    <Radix.Close asChild><IconButton label="Close"><X aria-hidden /></IconButton></Radix.Close>
  </div>
);

const stay = (event: Event) => event.preventDefault();

/** Escape closes the list of a combobox that is open, and not the dialog around it. */
const unlessChoosing = (event: Event) => {
  const at = document.activeElement;
  if (at?.getAttribute('role') === 'combobox' && at.getAttribute('aria-expanded') === 'true') event.preventDefault();
};

function Frame({ className, ...props }: Props & { className: string }) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Radix.Portal>
        {/* Of the same layer as the content, so that what asks on top of a sheet dims the sheet too. */}
        <Radix.Overlay className="fade-in fixed inset-0 z-50 bg-black/35 dark:bg-black/60" />
        <Radix.Content {...(props.lead ? {} : { 'aria-describedby': undefined })} onEscapeKeyDown={props.persistent ? stay : unlessChoosing} {...(props.persistent ? { onInteractOutside: stay } : {})} className={`fixed z-50 grid grid-rows-[auto_1fr_auto] border-line bg-panel shadow-float ${className}`}>
          {head(props)}
          <div className="min-h-0 overflow-y-auto px-5 py-4">{props.children}</div>
          {props.foot ? <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{props.foot}</div> : <span />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A question or a small form in the middle. */
export const Dialog = ({ wide, ...props }: Props & { wide?: boolean }) => (
  <Frame {...props} className={`dialog-in top-1/2 left-1/2 max-h-[92dvh] w-[calc(100vw-1.5rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border ${wide ? 'max-w-3xl' : 'max-w-lg'}`} />
);

/** An object at the side, the list it came from still in view. */
export const Sheet = (props: Props) => <Frame {...props} className="sheet-in inset-y-0 right-0 w-full max-w-2xl sm:border-l" />;
