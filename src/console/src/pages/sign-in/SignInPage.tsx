import { useEffect } from 'react';
import { Logo } from '../../shell/Logo';
import { SignInForm } from './SignInForm';

/** The door. Two lines meet at it: the picture of what a signal box does. */
export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Signalbox';
  }, []);
  return (
    <main className="grid min-h-dvh bg-frame text-frame-ink lg:grid-cols-[1fr_1fr]">
      <div className="relative hidden overflow-hidden lg:block" aria-hidden>
        <TrackPlan />
        <p className="absolute bottom-12 left-12 max-w-sm text-2xl font-semibold tracking-tight">Every call on its route,<br />every signal with its reason.</p>
      </div>
      <div className="grid place-items-center px-4 py-10">
        <div className="grid w-full max-w-sm gap-6">
          <Logo />
          <section className="grid gap-5 rounded-2xl bg-panel p-7 text-ink shadow-float">
            <div>
              <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
              <p className="mt-1 text-sm text-ink-soft">With the admin key. The gateway printed it when it first started; otherwise it is the value of <code className="font-mono text-xs">SIGNALBOX_MASTER_KEY</code>.</p>
            </div>
            <SignInForm />
          </section>
        </div>
      </div>
    </main>
  );
}

function TrackPlan() {
  const lamps: [x: number, y: number, fill: string][] = [[190, 260, '#54d991'], [340, 260, '#ffc353'], [470, 165, '#54d991'], [520, 355, '#ff6b57'], [300, 355, '#54d991']];
  return (
    <svg viewBox="0 0 700 620" className="absolute inset-0 size-full" preserveAspectRatio="xMidYMid slice" fill="none" stroke="var(--frame-line)" strokeWidth="7" strokeLinecap="round">
      <path d="M-20 260h250l95-95h395M230 260h490M-20 355h230l95-95M320 355h400M400 260l95 95M560 165l70-70h110" />
      {lamps.map(([x, y, fill]) => <circle key={`${x}-${y}`} cx={x} cy={y} r="8" fill={fill} stroke="var(--frame)" strokeWidth="5" />)}
    </svg>
  );
}
