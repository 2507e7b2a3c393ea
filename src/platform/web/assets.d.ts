/// <reference types="vite/client" />

/** Every `--k-*` variable, made from tokens.ts by the build (vite.config.ts). */
declare module 'virtual:tokens.css';

/** The words of one room in one language (vite.config.ts). */
declare module 'virtual:words/*' {
  export const words: Readonly<Record<string, string>>;
}
