import { Link } from '@tanstack/react-router';
import { Check, CircleHelp, X } from 'lucide-react';
import type { Schemas } from '../../api/types';
import { buttonLook } from '../../design/Button';
import { Ago } from '../../design/When';
import type { LimitView } from '../../limits/limits';
import { amount, title } from '../../limits/standing';

type Verdict = Schemas['LimitVerdict'];

const looks = { admitted: 'bg-clear-soft', refused: 'bg-danger-soft', depends: 'bg-caution-soft' } as Record<string, string>;

/** Whether a call would be let in now, which limit stands against it, and where that is changed. */
export function RefusalAnswer({ verdict, exempt, limits }: { verdict: Verdict; exempt: boolean; limits: readonly LimitView[] }) {
  const unit = limits.find((one) => one.scope_id === verdict.scope_id && one.limit === verdict.limit)?.unit ?? 'requests';
  const named = `${title(verdict.limit ?? '')} of the ${verdict.level} ${verdict.scope}`;
  return (
    <div role="status" className={`flex flex-wrap items-start gap-3 rounded-lg px-3.5 py-3 text-sm ${looks[verdict.outcome]}`}>
      {verdict.outcome === 'admitted' ? <Check className="mt-0.5 size-4 shrink-0 text-clear" aria-hidden /> : verdict.outcome === 'refused' ? <X className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden /> : <CircleHelp className="mt-0.5 size-4 shrink-0 text-caution" aria-hidden />}
      <div className="grid min-w-0 grow gap-1">
        {verdict.outcome === 'admitted' && <><strong>It would be let in.</strong><span>{exempt ? 'It is exempt: its calls are counted and never refused.' : 'No limit stands against a call of this size now.'}</span></>}
        {verdict.outcome === 'refused' && (
          <>
            <strong>It would be refused: {named}.</strong>
            <span>The call may take {amount(verdict.wanted ?? 0, unit)}, and {amount(verdict.remaining ?? 0, unit)} are left. {verdict.too_large ? 'That is more than there ever is: no waiting helps.' : verdict.retry_at && <>Enough is likely to be free <Ago at={verdict.retry_at} />.</>}</span>
          </>
        )}
        {verdict.outcome === 'depends' && <><strong>This instance would ask the others first.</strong><span>Its share of {named} does not suffice. {amount(verdict.remaining ?? 0, unit)} are left among all.</span></>}
      </div>
      {verdict.scope_id && verdict.level && <Link to="/limits/$level/$id" params={{ level: verdict.level, id: verdict.scope_id }} className={buttonLook(verdict.outcome === 'refused' ? 'primary' : 'plain', 'sm')}>Change it at the {verdict.level}</Link>}
    </div>
  );
}
