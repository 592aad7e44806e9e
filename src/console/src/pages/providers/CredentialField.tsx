import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';

interface Props {
  /** Whether the gateway has one. What it is cannot be read back. */
  stored: boolean;
  /** Undefined keeps what is stored, empty removes it, anything else replaces it. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  errors?: string[];
}

/** The upstream credential: write-only. One that is stored is only replaced or removed on purpose. */
export function CredentialField({ stored, value, onChange, errors }: Props) {
  const [replacing, setReplacing] = useState(false);
  if (stored && !replacing && !errors) {
    return (
      <div className="grid gap-1">
        <span className="text-xs font-medium text-ink-soft">API key</span>
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken px-2.5 py-1.5 text-sm">
          <KeyRound className="size-4 text-ink-faint" aria-hidden />
          <span>{value === '' ? 'Will be removed when you save, for good' : 'Set, encrypted, and not readable'}</span>
          <span className="ml-auto flex gap-1">
            {value === '' ? <Button size="sm" onClick={() => onChange(undefined)}>Keep it</Button> : (
              <>
                <Button size="sm" onClick={() => setReplacing(true)}>Replace</Button>
                <Button size="sm" tone="quiet" onClick={() => onChange('')}>Remove</Button>
              </>
            )}
          </span>
        </div>
      </div>
    );
  }
  return (
    <TextField label="API key" type="password" mono autoComplete="new-password" autoFocus={replacing} value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)} errors={errors}
      hint={stored ? 'Left empty, the stored one stays. Once replaced it cannot be brought back.' : 'Encrypted at rest, and never shown again. Leave it empty where none is needed.'} />
  );
}
