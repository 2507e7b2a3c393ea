/**
 * Planted faults for the server program: each line below must be an error in it. When the browser's types leak in
 * through a package of the server, the expected error goes away and the compiler names this file.
 */
// @ts-expect-error a server has no page
export const page: unknown = document;
// @ts-expect-error a server has no window
export const frame: unknown = window;
// @ts-expect-error a server has no storage of a browser
export type Element = HTMLElement;

// This one must be right: the program does have Node's types.
export const environment: unknown = process.env;
