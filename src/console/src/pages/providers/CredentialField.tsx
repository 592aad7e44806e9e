import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../design/Button';
import { TextArea, TextField } from '../../design/Field';
import type { Kind } from './kinds';

interface Props {
  words: NonNullable<Kind['credential']>;
  /** Whether the gateway has one. What it is cannot be read back. */
  stored: boolean;
  /** Undefined keeps what is stored, empty removes it, anything else replaces it. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  errors?: string[];
}

/** The upstream credential: write-only. One that is stored is only replaced or removed on purpose. */
export function CredentialField({ words, stored, value, onChange, errors }: Props) {
  const [replacing, setReplacing] = useState(false);
  if (stored && !replacing && !errors) {
    return (
      <div className="grid gap-1">
        <span className="text-xs font-medium text-ink-soft">{words.label}</span>
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
  const same = {
    label: words.label, mono: true, autoFocus: replacing, value: value ?? '', errors,
    hint: stored ? 'Left empty, the stored one stays. Once replaced it cannot be brought back.' : words.hint,
  };
  return words.multiline
    ? <TextArea {...same} rows={6} placeholder={'{\n  "type": "service_account",\n  …\n}'} onChange={(e) => onChange(e.target.value || undefined)} />
    : <TextField {...same} type="password" autoComplete="new-password" onChange={(e) => onChange(e.target.value || undefined)} />;
}
