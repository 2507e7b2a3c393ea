import { useEffect, useRef, type RefObject } from 'react';

interface Parts {
  readonly head: RefObject<HTMLDivElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly foot: RefObject<HTMLDivElement | null>;
}

/**
 * Header, rows and totals scroll sideways as one. They are three boxes, because a header inside of the box that scrolls
 * sideways could not stick to the top of the page.
 */
export function useScrollTogether(): Parts {
  const head = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = (event: Event): void => {
      for (const part of [head, body, foot]) {
        // Only these boxes carry the listener.
        const left = (event.currentTarget as HTMLElement).scrollLeft;
        if (part.current && part.current.scrollLeft !== left) part.current.scrollLeft = left;
      }
    };
    const parts = [head.current, body.current, foot.current].filter((part) => part !== null);
    for (const part of parts) part.addEventListener('scroll', follow, { passive: true });
    return () => {
      for (const part of parts) part.removeEventListener('scroll', follow);
    };
  });
  return { head, body, foot };
}
