import { Link, useRouterState } from '@tanstack/react-router';
import { use } from 'react';
import { holds, SessionContext } from '../session/session';
import { halfOf, halves } from './halves';

/** The lever between the halves, and the line diagram of the half one is in: the lamp is lit where one stands. */
export function Navigation() {
  const session = use(SessionContext);
  const half = useRouterState({ select: (s) => halfOf(s.location.pathname) });
  return (
    <div className="grid gap-5">
      <nav aria-label="Halves" className="grid grid-cols-2 rounded-lg bg-black/20 p-1">
        {halves.map(({ id, name, home }) => (
          // On the half's own first page the router calls the link the current page; the lever stands there all the same.
          <Link key={id} to={home} aria-current={id === half.id ? 'true' : undefined} data-half={id === half.id ? 'this' : 'other'}
            className="rounded-md px-2 py-1 text-center text-sm text-frame-soft hover:text-frame-ink data-[half=this]:bg-frame-raised data-[half=this]:font-medium data-[half=this]:text-frame-ink data-[half=this]:shadow-sm">
            {name}
          </Link>
        ))}
      </nav>
      <nav aria-label={half.name}>
        <ul className="relative grid before:absolute before:top-4 before:bottom-4 before:left-[0.9375rem] before:w-0.5 before:bg-frame-line">
          {half.stations.filter(({ permission }) => holds(session, permission)).map(({ to, label }) => (
            <li key={to}>
              <Link to={to} className="group relative flex items-center gap-3 rounded-lg py-1.5 pr-2 pl-2.5 text-sm text-frame-soft hover:text-frame-ink aria-[current=page]:bg-frame-raised aria-[current=page]:font-medium aria-[current=page]:text-frame-ink">
                <span className="size-3 shrink-0 rounded-full border-2 border-frame-line bg-frame transition-colors group-hover:border-frame-soft group-aria-[current=page]:border-lamp group-aria-[current=page]:bg-lamp group-aria-[current=page]:shadow-[0_0_10px_var(--lamp)]" aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
