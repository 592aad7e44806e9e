import type { Usage } from '../../api/types';

export type Attempt = Usage['attempt_details'][number];

/**
 * Each attempt with the moment it began, in milliseconds after the request's arrival. Records of versions that did not note it have their
 * attempts drawn back to back.
 */
export function placed(attempts: Attempt[]): (Attempt & { start: number })[] {
  let end = 0;
  return attempts.map((attempt) => {
    const start = attempt.start_ms ?? end;
    end = start + attempt.duration_ms;
    return { ...attempt, start };
  });
}

/** Whether it was canceled, since another attempt was quicker: nothing was wrong with it. */
export const isOutrun = (attempt: Attempt) => attempt.error === 'hedge-lost';
