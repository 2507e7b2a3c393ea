import { expect, it } from 'vitest';
import { figuresByYear } from './years.ts';

const fact = (
  id: number,
  year: number | null,
  figure: 'revenue' | 'profit' | null,
  value: string,
  knownOn: string,
) => ({
  id,
  year,
  figure,
  value,
  knownOn,
});

it('stands year by year, the newest first, with what was known last', () => {
  expect(
    figuresByYear([
      fact(1, 2023, 'revenue', '900', '2024-05-01'),
      fact(2, 2024, 'revenue', '1000', '2025-05-01'),
      fact(3, 2023, 'revenue', '910', '2024-09-01'),
      fact(4, 2023, 'profit', '50', '2024-05-01'),
      fact(5, 2023, 'profit', '55', '2024-05-01'),
      fact(6, null, null, 'Nem ad ki jelentést.', '2025-05-01'),
    ]),
  ).toEqual([
    { year: 2024, values: { revenue: '1000' } },
    { year: 2023, values: { revenue: '910', profit: '55' } },
  ]);
  expect(figuresByYear([])).toEqual([]);
});
