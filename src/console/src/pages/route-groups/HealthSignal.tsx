import { Signal } from '../../design/Badge';
import { duration } from '../../design/format';
import { healthOf, ruleOf } from './health';
import type { DeploymentHealth } from './useRouting';

/** How a deployment stands, with the reason in its title. */
export function HealthSignal({ health, trigger, cause, waitMs }: { health: string; trigger?: string | null | undefined; cause?: string | null | undefined; waitMs?: number | null | undefined }) {
  const [lamp, means] = healthOf(health);
  const why = health === 'broken' || health === 'probing' ? [ruleOf(trigger), cause].filter(Boolean).join(': ') : '';
  return (
    <Signal lamp={lamp} title={why ? `${means}. Why: ${why}` : means}>
      {health}{waitMs ? <span className="text-2xs text-ink-faint tabular-nums">for {duration(waitMs)}</span> : null}
    </Signal>
  );
}

/** The same for what the gateway tells of one. A provider's breaker stands for all of its deployments. */
export const DeploymentSignal = ({ of, provider }: { of: DeploymentHealth; provider: { trigger?: string | null } | undefined }) => (
  <HealthSignal health={of.health} trigger={of.breaker.trigger ?? provider?.trigger} cause={of.breaker.cause} waitMs={of.retry_after_ms == null ? null : Number(of.retry_after_ms)} />
);
