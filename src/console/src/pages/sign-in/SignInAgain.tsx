import { Dialog } from 'radix-ui';
import { SignInForm } from './SignInForm';

/** The session ended while a page was open: signs in over it, so that nothing typed is lost. */
export function SignInAgain() {
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-[70] bg-black/50" />
        <Dialog.Content className="dialog-in fixed top-1/2 left-1/2 z-[71] grid w-[calc(100vw-1.5rem)] max-w-sm -translate-x-1/2 -translate-y-1/2 gap-4 rounded-xl border border-line bg-panel p-6 shadow-float">
          <div>
            <Dialog.Title className="text-lg font-semibold">Your session has ended</Dialog.Title>
            <Dialog.Description className="mt-0.5 text-sm text-ink-soft">Sign in again to go on. What you have typed is kept.</Dialog.Description>
          </div>
          <SignInForm />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
