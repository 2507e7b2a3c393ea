// Class 08 is a broken connection, 57P0x a server that ends or is not yet back.
const codes = /^(?:08\d{3}|57P0[1-5]|ECONNRESET|EPIPE)$/;
// The driver says these itself, without a code.
const words =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether a statement failed because its connection, or the server behind it, went away: nothing is known to be wrong. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('syscall' in error && error.syscall === 'connect') return true;
  return ('code' in error && typeof error.code === 'string' && codes.test(error.code)) || words.test(error.message);
}
