import { useRef } from 'react';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/Copy';
import { TextArea } from '../../design/Field';
import { FormError } from '../../design/States';
import { placeOf } from './policyDraft';
import { useCheck, useTypings } from './usePolicies';

interface Props {
  source: string;
  onChange: (source: string) => void;
  /** What the server said of it when it was saved. */
  errors?: string[] | undefined;
  disabled?: boolean;
}

/** A script, with what the compiler says of it at line and column. A fault leads to its place. */
export function ScriptEditor({ source, onChange, errors = [], disabled }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const check = useCheck();
  const typings = useTypings();
  const found = errors.length > 0 ? errors : check.data?.errors.map((e) => `line ${e.line}, column ${e.column}: ${e.message}${e.code ? ` (${e.code})` : ''}`) ?? [];
  const goTo = (message: string) => {
    const place = placeOf(message);
    const field = area.current?.querySelector('textarea');
    if (!place || !field) return;
    const start = source.split('\n').slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + place.column - 1;
    field.focus();
    field.setSelectionRange(start, start + 1);
  };
  return (
    <div className="grid gap-2" ref={area}>
      <TextArea label="Script (TypeScript)" rows={16} mono wrap="off" spellCheck={false} value={source} disabled={disabled} onChange={(e) => { check.reset(); onChange(e.target.value); }} hint="Exports a function as its default: route(request, members), which returns the members in order, best first." />
      {!disabled && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" busy={check.isPending} disabled={!source} onClick={() => check.mutate(source)}>Check types</Button>
          {check.data?.ok && <span role="status" className="text-xs text-ink-soft">No faults.</span>}
          {check.isPending && <span className="text-xs text-ink-faint">The compiler takes a few seconds.</span>}
        </div>
      )}
      <FormError error={check.error} />
      {found.length > 0 && (
        <ul data-fault aria-label="Faults" className="grid gap-1 rounded-lg border border-line p-2 text-xs text-danger">
          {found.map((message) => <li key={message}><button type="button" className="text-left hover:underline" onClick={() => goTo(message)}>{message}</button></li>)}
        </ul>
      )}
      <details className="text-xs text-ink-soft">
        <summary className="cursor-pointer">What the script sees and returns: signalbox.d.ts</summary>
        <div className="mt-2 grid gap-2">
          <div><CopyButton text={typings.data?.text ?? ''} label="Copy signalbox.d.ts" /></div>
          <pre className="max-h-80 overflow-auto rounded-lg border border-line p-3 font-mono text-xs">{typings.data?.text}</pre>
        </div>
      </details>
    </div>
  );
}
