/** A line for a person, on standard output. */
export const print = (line: string): void => void process.stdout.write(line + '\n');

/** The one JSON document of a command, on standard output. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Rows in columns, numbers to the right. */
export function printTable(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): void {
  const cells = [header, ...rows].map((row) => row.map((cell) => (cell === null ? '–' : String(cell))));
  const widths = header.map((_name, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumeric = header.map(
    (_name, column) =>
      rows.length > 0 && rows.every((row) => row[column] === null || /^-?[\d., %]+$/.test(String(row[column]))),
  );
  for (const row of cells) {
    print(
      row
        .map((cell, column) =>
          isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    );
  }
}
