const steps = ['Kind', 'Account', 'Test'] as const;

/** Where one stands on the way to a new provider. */
export const StepTrail = ({ at }: { at: (typeof steps)[number] }) => (
  <ol className="flex items-center gap-2 text-xs text-ink-faint" aria-label="Steps">
    {steps.map((step, i) => (
      <li key={step} aria-current={step === at ? 'step' : undefined} className="flex items-center gap-2 after:h-0.5 after:w-6 after:bg-line-strong last:after:hidden aria-[current=step]:font-semibold aria-[current=step]:text-brand">
        <span className={`flex size-5 items-center justify-center rounded-full border text-2xs ${step === at ? 'border-brand bg-brand text-on-brand' : 'border-line-strong'}`}>{i + 1}</span>
        {step}
      </li>
    ))}
  </ol>
);
