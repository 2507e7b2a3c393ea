/** The server's own bounds (contract.ts, NewPassword), said before it has to refuse. */
export const passwordBounds = { shortest: 12, longest: 128 } as const;
