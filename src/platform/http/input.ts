import type { z } from 'zod';
import { ProblemError } from './problem.ts';

/** Whether the database can keep this text: it knows neither the character NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/**
 * Takes apart what came from outside by the shape of its door. Without a shape nothing may come.
 * @param part `params`, `query` or `body`, for the sentence
 * @throws ProblemError 400 `invalid-input`, which names the places
 */
export function parseInput(shape: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!shape) {
    const names = Object.keys(value ?? {});
    if (part === 'query' && names.length > 0) throw new ProblemError(400, 'invalid-input', { where: names.join(', ') });
    return undefined;
  }
  const result = shape.safeParse(value);
  if (!result.success) {
    const places = result.error.issues.slice(0, 5).map((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return [...issue.path.map(String), ...keys].join('.') || part;
    });
    throw new ProblemError(400, 'invalid-input', { where: places.join(', ') });
  }
  const place = unstorableIn(result.data, part);
  if (place !== null) throw new ProblemError(400, 'invalid-input', { where: place });
  return result.data;
}

// Only of what has its shape already, so it is as deep as the shape and no deeper.
function unstorableIn(value: unknown, place: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : place;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = isStorable(name) ? unstorableIn(inner, name) : place;
    if (found !== null) return found;
  }
  return null;
}
