/// <reference types="vite/client" />

/** Every `--k-*` variable, made from tokens.ts by the build (vite.config.ts). */
declare module 'virtual:tokens.css';
