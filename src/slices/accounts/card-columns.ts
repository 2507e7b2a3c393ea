import { sql } from 'kysely';

/** What a file of customers can say of an account: the column that keeps it, and its name in the API. */
export const cardColumns = [
  { column: 'name', field: 'name' },
  { column: 'country', field: 'country' },
  { column: 'town', field: 'town' },
  { column: 'kind', field: 'kind' },
  { column: 'vat_number', field: 'vatNumber' },
  { column: 'registry_number', field: 'registryNumber' },
  { column: 'segment', field: 'segment' },
  { column: 'territory', field: 'territory' },
  { column: 'group_id', field: 'group' },
  { column: 'owner_id', field: 'owner' },
] as const;

export type CardField = (typeof cardColumns)[number]['field'];
type CardColumn = (typeof cardColumns)[number]['column'];

const isNumber = (column: CardColumn): boolean => column === 'group_id' || column === 'owner_id';

/** The value of a column in an image of an account (jsonb), as the column takes it. @param image such as `after` */
export const inImage = (image: 'before' | 'after', column: CardColumn) =>
  isNumber(column)
    ? sql`(${sql.ref(image)} ->> ${sql.lit(column)})::int`
    : sql`${sql.ref(image)} ->> ${sql.lit(column)}`;
