import { useEffect, useState } from 'react';
import { relative, time, utc } from './format';

type At = { at: string | null | undefined };

/** A time in the viewer's zone; UTC on hover. */
export const When = ({ at }: At) => <time dateTime={at ?? undefined} title={utc(at)}>{time(at)}</time>;

/** How long ago, kept up to date; both times on hover. */
export function Ago({ at }: At) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <time dateTime={at ?? undefined} title={at ? `${time(at)} (${utc(at)})` : undefined} className="whitespace-nowrap">{relative(at)}</time>;
}
