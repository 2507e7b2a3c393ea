import type { KindFollower } from '#slices/catalog/public.ts';
import { takeTurn } from './imports.ts';
import { moveKind } from './roll-ups.ts';

/** Keeps the roll-ups by kind true when a person says that a product is of another kind. */
export const kindFollower: KindFollower = { begin: takeTurn, move: moveKind };
