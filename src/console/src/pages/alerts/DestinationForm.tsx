import { alertDestinations } from '../../api/resources';
import type { AlertDestination } from '../../api/types';
import { SelectField, TextField, Toggle } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';
import { LinesField, NumberField } from '../quality/ContractFields';
import { ofKind, toDestinationDraft, type DestinationDraft, type MailDraft } from './destinationDraft';

const shown = ['name', 'kind', 'url', 'secret', 'min_severity', 'email.host', 'email.port', 'email.security', 'email.username', 'email.password', 'email.from', 'email.to'];

/** A place where alerts are told. Secrets go in and are never shown again. */
export function DestinationForm({ destination, onClose }: { destination: AlertDestination | null; onClose: () => void }) {
  const editor = useEditor<AlertDestination, DestinationDraft>({ resource: alertDestinations, existing: destination, toDraft: toDestinationDraft, onClose });
  const { draft, set, errors } = editor;
  const setMail = (change: Partial<MailDraft>) => draft.email && set({ email: { ...draft.email, ...change } });
  return (
    <EditorSheet editor={editor} word="destination" fields={shown} title={destination ? destination.name : 'Add a destination'} lead="Called through the egress guard: addresses inside the network need your word, metadata addresses are never called.">
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField label="Name" required autoFocus={editor.isNew} disabled={!editor.isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name'] ?? []} />
        <SelectField label="Kind" disabled={!editor.isNew} value={draft.kind} onChange={(e) => set(ofKind(e.target.value))} errors={errors['kind'] ?? []}>
          <option value="webhook">Webhook, signed</option><option value="slack">Slack-compatible hook</option><option value="email">E-mail</option>
        </SelectField>
        <SelectField label="From severity" value={draft.min_severity} onChange={(e) => set({ min_severity: e.target.value })} errors={errors['min_severity'] ?? []}>
          {['info', 'warning', 'critical'].map((severity) => <option key={severity}>{severity}</option>)}
        </SelectField>
      </div>
      {draft.kind !== 'email' && (
        <TextField label="URL" mono required={editor.isNew} value={draft.url ?? ''} onChange={(e) => set({ url: e.target.value || null })} errors={errors['url'] ?? []}
          hint={draft.kind === 'slack' ? (editor.isNew ? 'It is a secret: it is never shown again.' : 'Stored, and never shown. Left empty it stays.') : 'Where messages are posted.'} />
      )}
      {draft.kind === 'webhook' && (
        <TextField label="Signing key" mono value={draft.secret ?? ''} onChange={(e) => set({ secret: e.target.value || null })} errors={errors['secret'] ?? []}
          hint={editor.isNew ? 'whsec_… Left empty one is made, which only the API’s answer shows: give one here to know it.' : 'Left empty it stays.'} />
      )}
      {draft.email && (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            <TextField label="Mail server" required value={draft.email.host ?? ''} onChange={(e) => setMail({ host: e.target.value })} errors={errors['email.host'] ?? []} />
            <NumberField label="Port" value={draft.email.port} onChange={(value) => setMail({ port: value ?? 0 })} errors={errors['email.port']} />
            <SelectField label="Security" value={draft.email.security} onChange={(e) => setMail({ security: e.target.value })} errors={errors['email.security'] ?? []}>
              <option value="starttls">STARTTLS</option><option value="tls">TLS from the start</option><option value="none">none</option>
            </SelectField>
            <TextField label="User name" autoComplete="off" value={draft.email.username ?? ''} onChange={(e) => setMail({ username: e.target.value || null })} errors={errors['email.username'] ?? []} />
            <TextField label="Password" type="password" autoComplete="new-password" value={draft.email.password ?? ''} onChange={(e) => setMail({ password: e.target.value || null })} errors={errors['email.password'] ?? []} hint={editor.isNew ? undefined : 'Left empty it stays.'} />
            <TextField label="From" required value={draft.email.from ?? ''} onChange={(e) => setMail({ from: e.target.value })} errors={errors['email.from'] ?? []} />
          </div>
          <LinesField label="To" value={draft.email.to} onChange={(to) => setMail({ to })} errors={errors['email.to']} hint="One address a line." />
        </>
      )}
      <Toggle label="May be inside the network" checked={draft.allow_private} onChange={(allow_private) => set({ allow_private })} hint="Private and loopback addresses." />
      <Toggle label="May be spoken to without TLS" checked={draft.allow_http} onChange={(allow_http) => set({ allow_http })} />
      <Toggle label="In use" checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
    </EditorSheet>
  );
}
