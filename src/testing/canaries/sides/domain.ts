/**
 * Planted faults for the domain program: each line below must be an error in it. When types of Node or of the browser
 * leak in (through a package, say), the expected error goes away and the compiler names this file.
 */
import { z } from 'zod';
import Decimal from 'decimal.js';

// @ts-expect-error rules know no Node
export const environment: unknown = process.env;
// @ts-expect-error rules know no browser
export const page: unknown = document.title;
// @ts-expect-error rules do no input or output
export const request: unknown = fetch;
// @ts-expect-error rules do not wait
export const timer: unknown = setTimeout;
// @ts-expect-error rules print nothing
export const output: unknown = console;
// @ts-expect-error rules read no files
export type Files = typeof import('node:fs');

// The packages that the domain and the contracts may use are in the program, so that their types are tried as well.
export const packages: readonly unknown[] = [z, Decimal];
