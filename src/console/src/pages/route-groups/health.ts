import type { Lamp } from '../../design/Badge';

/** What routing makes of a deployment: the lamp it gets, and what that means. */
const words: Record<string, [lamp: Lamp, means: string]> = {
  healthy: ['clear', 'Gets calls'],
  probing: ['note', 'Was broken; a few calls find out whether it still is'],
  throttled: ['caution', 'Answered 429: left alone for as long as it asked'],
  broken: ['danger', 'Fails: calls are kept away until it recovers'],
};

export const healthOf = (health: string): [lamp: Lamp, means: string] => words[health] ?? ['off', 'A word this version does not know'];

const rules: Record<string, string> = {
  'consecutive-failures': 'failures in a row',
  'failure-ratio': 'too many of its calls failed',
  'slow-calls': 'too many of its calls were slow',
  stalled: 'calls waited and no answer came',
  'half-open-failure': 'a call that probed it failed',
  probe: 'its probes failed',
};

/** The rule that opened a breaker, for people. */
export const ruleOf = (trigger: string | null | undefined): string | undefined => (trigger ? rules[trigger] ?? trigger : undefined);
