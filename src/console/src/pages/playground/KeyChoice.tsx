import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { randomId } from '../../api/random';
import { OrganizationPicker } from '../../access/OrganizationPicker';
import { PlacePicker, type Place } from '../../access/PlacePicker';
import { useFirstOrganization, useFirstTeam } from '../../access/useFirstPlace';
import { keys } from '../../api/resources';
import { Badge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { FormError } from '../../design/States';
import { useMay } from '../../session/session';
import { remember, startAnew, useMemory } from './memory';

const hour = 3_600_000;

/** The key in use, or the ways to one: paste it, or issue one for an hour. */
export function KeyChoice() {
  const { key } = useMemory();
  const queries = useQueryClient();
  const may = useMay('keys:write');
  const putAway = useMutation({
    mutationFn: async () => {
      if (key?.issued) await body(api.POST('/admin/api/keys/{id}/revoke', { params: { path: { id: key.issued.id } } }));
    },
    onSuccess: () => {
      startAnew();
      remember({ key: null });
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  if (key) {
    return (
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <KeyRound className="size-4 shrink-0 text-ink-faint" aria-hidden />
          <span className="min-w-0 break-words">{key.issued ? key.issued.name : 'A pasted key'}</span>
          {key.issued && <Badge title={key.issued.expiresAt}>until {new Date(key.issued.expiresAt).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })}</Badge>}
        </div>
        <div><Button size="sm" busy={putAway.isPending} onClick={() => putAway.mutate()}>{key.issued ? 'Revoke and put away' : 'Put away'}</Button></div>
        <FormError error={putAway.error} />
      </div>
    );
  }
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Paste />
      {may ? <Issue /> : <p className="text-sm text-ink-soft">Issuing one here needs the permission <code className="font-mono text-xs">keys:write</code>, which your sign-in does not hold. Ask whoever holds your organization for a key.</p>}
    </div>
  );
}

function Paste() {
  const [secret, setSecret] = useState('');
  return (
    <form className="grid content-start gap-3" onSubmit={(e) => { e.preventDefault(); remember({ key: { ref: randomId(), secret: secret.trim(), issued: null } }); }}>
      <h3 className="text-sm font-semibold">Use a key you have</h3>
      <TextField label="Key" type="password" mono required autoComplete="off" placeholder="sb-…" value={secret} onChange={(e) => setSecret(e.target.value)} hint="Kept in this page’s memory only, until you leave the console." />
      <div><Button type="submit" disabled={secret.trim() === ''}>Use this key</Button></div>
    </form>
  );
}

function Issue() {
  const first = useFirstOrganization();
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? first.data?.id;
  return (
    <div className="grid content-start gap-3">
      <h3 className="text-sm font-semibold">Or issue one for an hour</h3>
      <Loaded query={first} permission="organizations:read" rows={2}>
        {(one) => one === null || !id ? <p className="text-sm text-ink-soft">A key belongs to a team. <Link to="/organizations" search={{ edit: 'new' }} className="text-brand underline">Add an organization</Link> and a team in it first.</p> : (
          <>
            <OrganizationPicker value={id} onChange={setChosen} />
            <IssueIn key={id} organization={id} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function IssueIn({ organization }: { organization: string }) {
  const first = useFirstTeam(organization);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Place>();
  const issue = useMutation({
    mutationFn: ({ team_id, project_id }: Place) => {
      const now = Date.now();
      return keys.create({
        name: `playground ${new Date(now).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}`, expires_at: new Date(now + hour).toISOString(),
        ...(project_id ? { project_id } : { team_id }),
      }, randomId());
    },
    onSuccess: (made) => {
      remember({ key: { ref: made.id, secret: made.secret ?? '', issued: { id: made.id, name: made.name, expiresAt: made.expires_at ?? '' } } });
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <Loaded query={first} permission="teams:read" rows={2}>
      {(team) => {
        const place = chosen ?? team;
        if (!place) return <p className="text-sm text-ink-soft">It has no team yet. <Link to="/organizations/$id" params={{ id: organization }} className="text-brand underline">Add one there</Link>.</p>;
        return (
          <form className="grid gap-3" onSubmit={(e) => { e.preventDefault(); issue.mutate(place); }}>
            <PlacePicker organizationId={organization} value={place} onChange={setChosen} hint="Its calls count there, and it may call what is allowed there." />
            <div><Button type="submit" tone="primary" busy={issue.isPending}>Issue a key for an hour</Button></div>
            <FormError error={issue.error} />
          </form>
        );
      }}
    </Loaded>
  );
}
