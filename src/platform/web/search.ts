import { parseDay } from '#kernel/day.ts';

/** The search part of an address as the router gives it: anything a person may have typed there. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** Text of at most 200 characters; undefined when there is none. The router turns `?q=12` into a number. */
export function textIn(raw: RawSearch, name: string): string | undefined {
  const value = raw[name];
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).slice(0, 200);
  return text === '' ? undefined : text;
}

/** A calendar day, YYYY-MM-DD. */
export function dayIn(raw: RawSearch, name: string): string | undefined {
  const text = textIn(raw, name);
  return text === undefined ? undefined : (parseDay(text) ?? undefined);
}

/** `true`, or nothing: a switch that is off does not stand in the address. */
export function flagIn(raw: RawSearch, name: string): true | undefined {
  return raw[name] === true || raw[name] === 'true' ? true : undefined;
}

/** One of the values given. */
export function choiceIn<Value extends string>(
  raw: RawSearch,
  name: string,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => value === raw[name]);
}

/** A whole number, zero or above. */
export function wholeIn(raw: RawSearch, name: string): number | undefined {
  const value = Number(textIn(raw, name) ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

type Compacted<Search> = { readonly [Name in keyof Search]?: Exclude<Search[Name], undefined> };

/** Leaves out what is undefined, so that the address carries only what differs from the usual view. */
export function compact<Search extends object>(search: Search): Compacted<Search> {
  // Only entries without a value go, and every property of the result may be absent.
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Compacted<Search>;
}
