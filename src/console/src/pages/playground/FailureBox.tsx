import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { Badge, Name } from '../../design/Badge';
import { Button } from '../../design/Button';
import { useMay } from '../../session/session';
import { explain } from '../requests/explain';
import type { Memory } from './memory';
import { CallFailure } from './protocol/call';

interface Props {
  failure: NonNullable<Memory['failure']>;
  onRetry: () => void;
  /** Puts the message back to where it was written; undefined where the tools' results brought this about. */
  onTakeBack?: () => void;
}

/** Why there is no answer, in the words of whoever refused it, and what one can do about it. */
export function FailureBox({ failure: { error, facts, partial }, onRetry, onTakeBack }: Props) {
  const may = useMay('usage:read');
  const code = error instanceof CallFailure ? error.code : '';
  const remedy = explain({ status: 'refused', code });
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg border border-danger/35 bg-danger-soft p-4 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <strong>{error instanceof CallFailure && error.status >= 400 ? `${error.status >= 500 ? 'Failed' : 'Refused'} with ${error.status}` : 'It broke off'}</strong>
          {code && <Badge lamp="danger" mono>{code}</Badge>}
          {error instanceof CallFailure && error.param && <Badge mono>{error.param}</Badge>}
        </div>
        <p className="break-words">{error.message}</p>
        {code && remedy && remedy.title !== 'The call was refused' && <p className="text-ink-soft">{remedy.remedy} {remedy.to && <Link to={remedy.to} className="text-ink underline">Go there</Link>}</p>}
        {partial && <p className="border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap text-ink-soft">{partial}</p>}
        {facts?.requestId && <p className="text-xs">Request {may ? <Link to="/requests" search={{ request: facts.requestId }} className="text-ink underline"><Name>{facts.requestId}</Name></Link> : <Name>{facts.requestId}</Name>}</p>}
        <div className="mt-1 flex flex-wrap gap-2"><Button size="sm" onClick={onRetry}>Try again</Button>{onTakeBack && <Button size="sm" onClick={onTakeBack}>Take the message back</Button>}</div>
      </div>
    </div>
  );
}
