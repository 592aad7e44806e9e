import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, Problem } from '../../api/client';
import { Button, TextField } from '../../design/controls';
import { Logo } from '../../shell/Logo';

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [key, setKey] = useState('');
  const signIn = useMutation({ mutationFn: () => call('POST', '/session', { body: { key } }), onSuccess: onSignedIn });
  const problem = signIn.error instanceof Problem ? signIn.error : null;
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <form
        className="grid w-full max-w-sm gap-5 rounded-2xl border border-line bg-panel p-7 shadow-raised"
        onSubmit={(e) => { e.preventDefault(); signIn.mutate(); }}
      >
        <Logo />
        <div>
          <h1 className="text-lg font-semibold">Sign in</h1>
          <p className="text-ink-soft">With the admin key. It was printed when the gateway first started, or is the value of <code className="font-mono text-[13px]">SIGNALBOX_MASTER_KEY</code>.</p>
        </div>
        <TextField label="Admin key" type="password" autoFocus required value={key} onChange={(e) => setKey(e.target.value)} errors={problem ? [problem.message] : undefined} mono />
        <Button tone="primary" type="submit" busy={signIn.isPending}>Sign in</Button>
      </form>
    </main>
  );
}
