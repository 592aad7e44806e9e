export interface Step {
  percent: number;
  bake_minutes: number;
}

/** What most begin with. */
export const usualSteps: Step[] = [{ percent: 5, bake_minutes: 15 }, { percent: 25, bake_minutes: 15 }, { percent: 50, bake_minutes: 15 }, { percent: 100, bake_minutes: 30 }];

/** “5 for 15, 25 for 15, 100 for 30”: shares in per cent, times in minutes. Null where it is not that. */
export function readSteps(text: string): Step[] | null {
  const parts = text.split(',').map((part) => /^\s*(\d+(?:\.\d+)?)\s*(?:%\s*)?(?:for\s+(\d+(?:\.\d+)?))?\s*$/.exec(part));
  return parts.every((part) => part !== null) ? parts.map((part) => ({ percent: Number(part[1]), bake_minutes: part[2] === undefined ? 15 : Number(part[2]) })) : null;
}

export const writeSteps = (steps: readonly Step[]): string => steps.map((step) => `${step.percent} for ${step.bake_minutes}`).join(', ');
