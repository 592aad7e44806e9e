/** A semaphore signal at clear, and the name. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#14342b" />
        <path d="M10 26V7M6 26h16" stroke="#e9f2ee" strokeWidth="3" strokeLinecap="round" />
        <path d="M10 10.500 24 6.500" stroke="#f0503c" strokeWidth="5" strokeLinecap="round" />
        <circle cx="10" cy="10" r="2.400" fill="#e9f2ee" />
      </svg>
      Signalbox
    </span>
  );
}
