import type { ReactNode } from 'react';

/** Our mark. Brass, never text: the name stands beside it. */
export function KeyMark(): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.1}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <circle cx={6.6} cy={11.5} r={4.1} />
      <path d="M10.7 11.5H22v4.2m-4.6-4.2v3" />
    </svg>
  );
}
