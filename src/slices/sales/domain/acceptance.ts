/** From this share of rejected rows on, an import stops and asks: the file or its mapping is wrong, not a few rows. */
const tooManyRejected = 0.2;

/** Whether an import may be written (import contract, point 6: more than a fifth rejected needs a person's yes). */
export function mayWrite(counts: { read: number; rejected: number }, acceptRejected: boolean): boolean {
  return acceptRejected || counts.rejected <= counts.read * tooManyRejected;
}
