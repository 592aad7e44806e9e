import { useQuery } from '@tanstack/react-query';
import { Facts, PageHead, Panel } from '../../design/Page';
import { Ago } from '../../design/When';
import { compact, count, money } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Empty } from '../../design/States';
import { LimitBar } from '../../limits/LimitBar';
import { amount, title } from '../../limits/standing';
import { Name } from '../../design/Badge';
import { KeyChoice } from '../playground/KeyChoice';
import { useMemory, type HeldKey } from '../playground/memory';
import { CallFailure } from '../playground/protocol/call';
import type { JsonObject } from '../playground/protocol/types';
import type { OwnUsage, Sums } from './ownUsage';

/** What a key has used and what it has left, asked with the key itself. */
export function MyUsagePage() {
  const { key } = useMemory();
  return (
    <>
      <PageHead title="My usage" lead="What a key has used, and what it has left: the answer of GET /v1/usage, asked with the key itself." />
      <div className="grid gap-4">
        <Panel title="Key"><KeyChoice /></Panel>
        {key && <Usage key={key.ref} apiKey={key} />}
      </div>
    </>
  );
}

function Usage({ apiKey }: { apiKey: HeldKey }) {
  const usage = useQuery({
    queryKey: ['own-usage', apiKey.ref],
    retry: false,
    refetchInterval: 5_000,
    queryFn: async ({ signal }) => {
      const response = await fetch('/v1/usage', { credentials: 'omit', signal, headers: { authorization: `Bearer ${apiKey.secret}` } });
      const body = (await response.json().catch(() => ({}))) as JsonObject;
      if (!response.ok) throw CallFailure.of(response.status, body);
      return body as unknown as OwnUsage;
    },
  });
  return (
    <Loaded query={usage} rows={6}>
      {(data) => (
        <>
          <div className="grid gap-4 md:grid-cols-2">
            <Panel title="Today" note="UTC"><SumsOf sums={data.today} /></Panel>
            <Panel title="This month" note="UTC"><SumsOf sums={data.month} /></Panel>
          </div>
          <Panel title="What is left" note={`of each limit that ${data.key} counts against`} flush>
            {data.limits.length === 0 ? <Empty title="Nothing limits this key">Neither the key nor what stands above it has a rate, a quota or a budget.</Empty> : (
              <ul aria-label="What is left" className="grid divide-y divide-line">
                {data.limits.map((limit) => (
                  <li key={`${limit.level}/${limit.limit}/${limit.model}`} className="grid gap-1.5 px-4 py-3">
                    <div className="flex flex-wrap items-baseline gap-x-3 text-sm">
                      <span className="font-medium">{title(limit.limit)}</span>
                      {limit.model && <Name>{limit.model}</Name>}
                      <span className="text-xs text-ink-faint">of the {limit.level}</span>
                      <span className="ml-auto tabular-nums"><strong>{amount(limit.remaining, limit.unit)}</strong> left of {amount(limit.amount, limit.unit)}</span>
                    </div>
                    <LimitBar limit={{ amount: limit.amount, taken: limit.used, reserved: 0, thresholds: [] }} label={`${title(limit.limit)} of the ${limit.level}`} />
                    {limit.resets_at && <span className="text-xs text-ink-soft">all free <Ago at={limit.resets_at} /></span>}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </>
      )}
    </Loaded>
  );
}

/** What was used since a moment. The database may be away, and then only the limits are known. */
const SumsOf = ({ sums }: { sums: Sums | null }) => !sums ? <p className="text-sm text-ink-soft">Not known right now: the gateway’s database does not answer. Limits hold all the same.</p> : (
  <Facts items={[['Calls', count(sums.requests)], ['Cost', money(sums.cost_micros)], ['Tokens in', compact(sums.tokens_input)], ['Tokens out', compact(sums.tokens_output)], ['From cache', sums.tokens_cached > 0 && compact(sums.tokens_cached)]]} />
);
