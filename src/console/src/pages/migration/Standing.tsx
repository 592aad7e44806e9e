import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { some } from '../../design/format';
import { Panel } from '../../design/Page';
import { listsOf, missingNames, unrestricted } from './findings';
import { kindWords, otherKind, type MigrationKind } from './search';
import { words } from './states';
import type { OrganizationReport } from './useMigration';
import { Names } from './WritePlan';

type Stop = { title: string; done: boolean; note: ReactNode };

interface Props {
  organization: OrganizationReport;
  kind: MigrationKind;
  /** It is ready here, and waits for the other kind. */
  waits: boolean;
}

/** The way of one organization, stop by stop, and what to do next. */
export function Standing({ organization: o, kind, waits }: Props) {
  const { means, next } = words(o.rollout_state);
  const missing = missingNames(o);
  const enforced = o.enforcement === 'enforced';
  const waiting = unrestricted(o);
  const isMcp = kind === 'mcp';
  const stops: Stop[] = [
    { title: 'Every name is known', done: enforced || missing.length === 0, note: missing.length > 0 && <Names names={missing.map(([name]) => name)} lamp="danger" /> },
    { title: 'It has a ceiling', done: enforced || !o.will_bootstrap_org_bindings, note: o.org_binding_count > 0 ? <Names names={o.org_binding_keys} /> : ceilingless(o, isMcp) },
    isMcp
      ? { title: 'Grants are restrictions', done: enforced || waiting.length === 0, note: waiting.length > 0 && `${some(waiting.length, 'level')} with grants not set to restrict` }
      : { title: 'Lists are restrictions', done: enforced || waiting.length === 0, note: listsOf(o) ? `Lists at ${listsOf(o)}` : 'No legacy lists' },
    { title: 'Grants alone decide', done: enforced, note: enforced ? 'Enforced' : 'Legacy lists count' },
  ];
  return (
    <Panel title="How it stands">
      <ol className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {stops.map(({ title, done, note }, i) => (
          <li key={title} className="flex min-w-0 gap-2.5 text-sm">
            <span className={`flex size-6 shrink-0 items-center justify-center rounded-full border-2 text-xs font-semibold ${done ? 'border-brand text-brand' : 'border-caution text-caution'}`} aria-hidden>{done ? <Check className="size-3.5" /> : i + 1}</span>
            <div className="grid min-w-0 content-start gap-1"><span className="font-medium">{title}<span className="sr-only">{done ? ': yes' : ': not yet'}</span></span><div className="text-xs text-ink-soft">{note}</div></div>
          </li>
        ))}
      </ol>
      <p className="mt-4 border-t border-line pt-3 text-sm"><span className="text-ink-soft">{means}</span> {waits
        ? <strong className="font-medium">Its <Link to="/migration/$id" params={{ id: o.organization_id }} search={isMcp ? {} : { kind: 'mcp' }} className="text-brand underline">{kindWords(otherKind(kind))}</Link> are not ready yet, so it cannot be enforced.</strong>
        : next && <strong className="font-medium">{next}</strong>} <Link to="/organizations/$id" params={{ id: o.organization_id }} className="text-brand underline">Open the organization</Link></p>
    </Panel>
  );
}

/** What it means that an organization grants nothing. Only models were ever open without grants. */
function ceilingless(o: OrganizationReport, isMcp: boolean): string {
  if (o.organization_ceiling === 'open') return 'Open: without grants everything is allowed.';
  return isMcp && o.enforcement === 'legacy' ? 'No grants of its own: servers granted below it count as granted, no others.' : 'No grants: nothing may be called.';
}
