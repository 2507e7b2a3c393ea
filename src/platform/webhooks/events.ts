import { z } from 'zod';
import type { Tx } from '#platform/access/transaction.ts';

/** Something that was recorded, as the audit keeps it. */
export interface Recorded {
  readonly action: string;
  /** What it is about, as `kind:id`. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** By what a receiver finds what it is told of: numbers and codes, never what stands in it. */
export type Identifiers = Readonly<
  Record<string, { readonly id?: number; readonly code?: string; readonly kind?: string } | undefined>
>;

/** A record as messages name it: by its number. */
export const ByNumber = z.strictObject({ id: z.number().int() });
/** A record as messages name it: by its number and its code. */
export const ByCode = ByNumber.extend({ code: z.string() });

/** What is told of one kind of thing. */
export interface Telling {
  /** The shape of what is told, for the description of the API. */
  readonly data: z.ZodType<Identifiers>;
  /** What the actor of the transaction is told; null where she does not see what it is about. */
  readonly tell: (tx: Tx, recorded: Recorded) => Promise<Identifiers | null>;
}

/** A kind of event that programs are told of. What has no kind here is not told to anybody. */
export interface EventKind extends Telling {
  /** The action of the audit that it comes from. */
  readonly type: string;
  /** What happened, for the description of the API. */
  readonly summary: string;
  /** What its receiver's owner must be able to do to be told; null: everybody is. */
  readonly ability: string | null;
}

/** Makes kinds of events that take the same ability to be told. @returns a maker of (type, summary, telling) */
export const kindsFor =
  (ability: string | null) =>
  (type: string, summary: string, telling: Telling): EventKind => ({ type, summary, ability, ...telling });

/** The part of a subject behind its kind: the code of `account:14646`. */
export const keyOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1);

/** A number that an entry names beside its subject (`{ fact: 7 }`); null when it does not. */
export function numberIn({ detail }: Recorded, name: string): number | null {
  const value = detail[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}
