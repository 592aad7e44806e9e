import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import type { ProbeReport } from '../../api/types';
import { duration } from '../../design/format';

const names: Record<string, string> = { url: 'Base URL', dns: 'Name resolves', address: 'Address is allowed', connect: 'Connection', tls: 'TLS', auth: 'Credential', model: 'Model' };

/** What a probe found, in the order in which a call would come to it. */
export function Steps({ report }: { report: ProbeReport }) {
  return (
    <ol className="relative grid gap-2 rounded-lg bg-sunken px-3 py-2.5 text-sm before:absolute before:top-5 before:bottom-5 before:left-[1.1875rem] before:w-0.5 before:bg-line-strong" aria-label={report.ok ? 'The connection works' : 'The connection fails'}>
      {report.steps.map((step) => (
        <li key={step.name} className="relative flex items-start gap-2.5">
          <Lamp ok={step.ok} />
          <span className={`min-w-0 ${step.ok === null ? 'text-ink-faint' : ''}`}>
            <span className="font-medium">{names[step.name] ?? step.name}</span>
            {step.ok !== null && <span className="ml-2 text-xs text-ink-faint tabular-nums">{duration(step.duration_ms)}</span>}
            <span className={`block text-xs break-words ${step.ok === false ? 'text-danger' : 'text-ink-soft'}`}>{step.detail}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Lamp({ ok }: { ok: boolean | null }) {
  const look = 'mt-0.5 size-4 shrink-0 rounded-full bg-sunken';
  if (ok === true) return <CircleCheck className={`${look} text-clear`} aria-label="passed" />;
  return ok === false ? <CircleX className={`${look} text-danger`} aria-label="failed" /> : <CircleMinus className={`${look} text-ink-faint`} aria-label="skipped" />;
}
