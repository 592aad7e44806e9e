import { Link } from '@tanstack/react-router';
import { kindNames, kindOf } from './kinds';

/** The first step: what kind of account it is, with what each wants to know. */
export const KindCards = () => (
  <ul className="grid gap-2.5 sm:grid-cols-2" aria-label="Kinds of provider">
    {kindNames.map((kind) => (
      <li key={kind}>
        <Link to="/providers" search={{ edit: 'new', kind }} className="grid h-full content-start gap-0.5 rounded-xl border border-line p-3.5 transition-colors hover:border-brand hover:bg-brand-soft">
          <span className="text-sm font-semibold">{kindOf(kind).name}</span>
          <span className="text-xs text-ink-soft">{kindOf(kind).needs}</span>
        </Link>
      </li>
    ))}
  </ul>
);
