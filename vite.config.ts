import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tokenStyleSheet } from './src/platform/web/tokens.ts';

/** `virtual:tokens.css`: the style sheet of all `--k-*` variables, so that the first paint has them without a script. */
function tokens(): Plugin {
  const id = 'virtual:tokens.css';
  const resolved = `\0${id}`;
  return {
    name: 'kulcs-tokens',
    resolveId: (source) => (source === id ? resolved : null),
    load: (source) => (source === resolved ? tokenStyleSheet() : null),
  };
}

export default defineConfig({
  root: 'src/app/web',
  plugins: [tokens(), react()],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    // Every browser of the last two years; top-level await starts the page.
    target: 'es2022',
    // The polyfill would be an inline script, which the content security policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env['KULCS_PORT'] ?? '4600'}` } },
});
