import { importWorkload } from '../import-workload.ts';

/** Imports of sales files by the real doors: each is wholly there or not at all. */
export const workload = importWorkload();
