import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tokenStyleSheet } from './src/platform/web/tokens.ts';
import { wordsOfPage } from './src/platform/i18n/words-of-page.ts';

const source = path.resolve(import.meta.dirname, 'src');

/** `virtual:tokens.css`: the style sheet of all `--k-*` variables, so that the first paint has them without a script. */
function tokens(): Plugin {
  const id = 'virtual:tokens.css';
  const resolved = `\0${id}`;
  return {
    name: 'kulcs-tokens',
    resolveId: (asked) => (asked === id ? resolved : null),
    load: (asked) => (asked === resolved ? tokenStyleSheet() : null),
  };
}

/** `virtual:words/en` and `/hu`: all words that the page can ask for, from all messages files, as one module each. */
function words(): Plugin {
  const form = /^virtual:words\/(en|hu)$/;
  return {
    name: 'kulcs-words',
    resolveId: (asked) => (form.test(asked) ? `\0${asked}` : null),
    load(asked) {
      const language = form.exec(asked.replace('\0', ''))?.[1];
      if (language === undefined) return null;
      const files = globSync(`{app,platform/web,slices/*}/messages/${language}.json`, { cwd: source }).sort();
      for (const file of files) this.addWatchFile(path.join(source, file));
      const texts = files.map((file) => ({ file, text: readFileSync(path.join(source, file), 'utf8') }));
      return `export const words = ${JSON.stringify(wordsOfPage(texts))};`;
    },
  };
}

/** Code that every page needs and that changes only with its packages: one file that browsers keep. */
const base =
  /node_modules\/(?:react|react-dom|scheduler|react-i18next|i18next|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|react-query|query-core|react-store|store))\//;
/** Our own small parts that several pages share, without those that bring a library of their own along. */
const kit = /src\/(?:kernel|platform)\/(?!web\/(?:ui\/(?:table\/|dialog-sheet)|paged-rows))|@tabler\/icons-react/;

export default defineConfig({
  root: 'src/app/web',
  plugins: [tokens(), words(), react()],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    // Every browser of the last two years; top-level await starts the page.
    target: 'es2022',
    // The polyfill would be an inline script, which the content security policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: base, priority: 2 },
            { name: 'kit', test: kit, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env['KULCS_PORT'] ?? '4600'}` } },
});
