import { useEffect, useState } from 'react';

/** A value once it has rested: what is typed is asked for when typing pauses, not at each letter. Values are compared as JSON. */
export function useSettled<T>(value: T, milliseconds = 250): T {
  const [settled, setSettled] = useState(value);
  const wanted = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [wanted]);
  return settled;
}
