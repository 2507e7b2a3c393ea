/**
 * Planted faults for the browser program: each line below must be an error in it. When Node's types leak in through a
 * package of the page, the expected error goes away and the compiler names this file.
 */
// @ts-expect-error a page has no process
export const environment: unknown = process.env;
// @ts-expect-error a page has no Buffer
export const bytes: unknown = Buffer;
// @ts-expect-error a page reads no files
export type Files = typeof import('node:fs');

// This one must be right: the program does have the browser's types.
export const page: unknown = document.title;
