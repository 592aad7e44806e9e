import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { Problem } from '../../api/problem';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';

/** Asks for the admin key. */
export function SignInForm() {
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    meta: { session: true },
    mutationFn: () => body(api.POST('/admin/api/session', { body: { key: key.trim() } })),
    onSuccess: (session) => {
      queries.setQueryData(['session'], session);
      return queries.invalidateQueries();
    },
  });
  const error = signIn.error instanceof Problem ? signIn.error : null;
  return (
    <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); signIn.mutate(); }}>
      <TextField label="Admin key" type="password" autoFocus required mono autoComplete="current-password" value={key} onChange={(e) => setKey(e.target.value)}
        errors={error ? [error.message + (error.status >= 500 && error.requestId ? ` Request ${error.requestId}.` : '')] : undefined} />
      <Button tone="primary" type="submit" busy={signIn.isPending}>Sign in</Button>
    </form>
  );
}
