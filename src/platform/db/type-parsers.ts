import pg from 'pg';

type Parser = (text: string) => unknown;

const timestampShape =
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

/**
 * PostgreSQL's timestamptz text as ISO 8601 in UTC, e.g. 2026-03-29T01:30:00.000Z: three decimals, or as
 * many more as PostgreSQL wrote. `infinity` and years outside 1 to 9999 stay as PostgreSQL wrote them.
 */
export function isoInstant(text: string): string {
  const match = timestampShape.exec(text);
  if (!match) return text;
  const [, year, month, day, hour, minute, second, decimals = '', sign, hours = '0', minutes = '0', seconds = '0'] =
    match;
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1000 : 1000);
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const whole = new Date(local - offset).toISOString().slice(0, 19);
  return `${whole}.${decimals.padEnd(3, '0')}Z`;
}

// The driver's typings name the built-in types only, not their arrays; it takes any number.
const typeParserOf = pg.types.getTypeParser as (type: number) => Parser;

const textOf: Parser = (text) => text;
const textArray = typeParserOf(1009);

const arrayOf =
  (parse: Parser): Parser =>
  (text) => {
    // The driver's own parser of text arrays gives nested arrays of strings and nulls.
    const each = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(each);
      return typeof value === 'string' ? parse(value) : null;
    };
    return each(textArray(text));
  };

/** By the type's number in `pg_type`: nothing that money or a day is made of passes through a float or a local date. */
const parsers: ReadonlyMap<number, Parser> = new Map([
  [20, BigInt], // bigint
  [1700, textOf], // numeric
  [1082, textOf], // date
  [1114, textOf], // timestamp
  [1184, isoInstant], // timestamptz
  [1016, arrayOf(BigInt)],
  [1231, arrayOf(textOf)],
  [1182, arrayOf(textOf)],
  [1115, arrayOf(textOf)],
  [1185, arrayOf(isoInstant)],
]);

/** How result columns become values: bigint, decimal string, YYYY-MM-DD, ISO instant; everything else as the driver does. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (type, format): Parser =>
    // The driver's own parsers are untyped; callers name the type of a row at the query.
    (format === 'binary' ? undefined : parsers.get(type)) ?? (pg.types.getTypeParser(type, format) as Parser),
};
