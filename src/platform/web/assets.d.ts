/// <reference types="vite/client" />

/** Every `--k-*` variable, made from tokens.ts by the build (vite.config.ts). */
declare module 'virtual:tokens.css';

/** All words that the page can ask for, one module a language (vite.config.ts). */
declare module 'virtual:words/*' {
  export const words: Readonly<Record<string, string>>;
}
