import { z } from 'zod';
import { isDay } from '#kernel/day.ts';

const DayText = z.string().refine(isDay);

/** A territory that a person is responsible for, with its days (half-open). */
export const TerritoryHeld = z.strictObject({
  id: z.number().int(),
  territory: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  reason: z.string().nullable(),
  /** Null: the host. */
  givenBy: z.string().nullable(),
  version: z.number().int(),
});
export type TerritoryHeld = z.infer<typeof TerritoryHeld>;

/** POST /api/people/:id/territories, 201: the territory as it stands with the accounts. 409 `territory-held` */
export const NewTerritory = z.strictObject({
  territory: z.string().trim().min(1).max(100),
  from: DayText.optional(),
  until: DayText.nullable().default(null),
  reason: z.string().trim().min(1).max(500).nullable().default(null),
});
export type NewTerritory = z.input<typeof NewTerritory>;
/** PATCH /api/territories/:territoryId, versioned: the day on which she is responsible no more. */
export const TerritoryEnd = z.strictObject({ until: DayText });
