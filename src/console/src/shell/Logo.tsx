/** A semaphore arm at clear on its post, with the lamp lit. */
export const Mark = ({ className = 'size-7' }: { className?: string }) => (
  <svg viewBox="0 0 32 32" className={className} aria-hidden>
    <rect width="32" height="32" rx="7" fill="#0f2e24" />
    <path d="M11 27V6" stroke="#eef4ee" strokeWidth="2.600" strokeLinecap="round" />
    <path d="M6.500 27h9" stroke="#eef4ee" strokeWidth="2.600" strokeLinecap="round" />
    <path d="m11 11.500 15.500-5.200" stroke="#e9503a" strokeWidth="5.200" />
    <path d="m21.400 8 1.600 4.300" stroke="#fff" strokeWidth="1.800" transform="rotate(-1 22 10) translate(-.6 -2.200)" />
    <circle cx="11" cy="11.500" r="3.300" fill="#0f2e24" stroke="#eef4ee" strokeWidth="1.600" />
    <circle cx="11" cy="11.500" r="1.500" fill="#5fe0a0" />
  </svg>
);

export const Logo = () => (
  <span className="inline-flex items-center gap-2.5 text-lg font-semibold tracking-tight">
    <Mark />
    Signalbox
  </span>
);
