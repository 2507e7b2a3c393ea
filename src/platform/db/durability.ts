import type { ClientBase, Pool } from 'pg';

interface SwitchedOff {
  readonly setting: string;
  readonly value: string;
}

const required = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums'] as const;

/** Those of the settings that are off. `synchronous_commit` has other values too, which all wait for the disk. */
export const offAmong = (settings: readonly SwitchedOff[]): readonly SwitchedOff[] =>
  settings.filter(({ value }) => value === 'off');

/**
 * The settings that durability rests on and that are off for this connection (reliability, DUR-2), in a fixed order;
 * empty when all are on.
 */
export async function switchedOffDurability(connection: Pool | ClientBase): Promise<readonly SwitchedOff[]> {
  const { rows } = await connection.query<SwitchedOff>(
    `select name as setting, current_setting(name) as value
     from unnest($1::text[]) with ordinality as wanted (name, place) order by place`,
    [required],
  );
  return offAmong(rows);
}
