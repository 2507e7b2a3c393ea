import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tokenStyleSheet } from './src/platform/web/tokens.ts';
import { roomOf, roomsAskedFor, roomsOfKeys } from './src/platform/i18n/word-rooms.ts';
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

/**
 * Words come with the pages that say them. `virtual:words/en/sales` is one room of words in one language; a module that asks
 * for words of a room begins with importing `virtual:room/sales`, which brings them along in the person's language.
 */
function words(): Plugin {
  const wordsForm = /^virtual:words\/(en|hu)\/([a-z]+)$/;
  const roomForm = /^virtual:room\/([a-z]+)$/;
  const browserWords = path.join(source, 'platform/i18n/browser.ts');
  const filesOf = (language: string): { file: string; text: string }[] =>
    globSync(`{app,platform/web,slices/*}/messages/{,*/}${language}.json`, { cwd: source })
      .sort()
      .map((file) => ({ file, text: readFileSync(path.join(source, file), 'utf8') }));
  let rooms: ReadonlyMap<string, string> = new Map();
  return {
    name: 'kulcs-words',
    buildStart() {
      rooms = roomsOfKeys(filesOf('en'));
    },
    resolveId: (asked) => (wordsForm.test(asked) || roomForm.test(asked) ? `\0${asked}` : null),
    load(asked) {
      const id = asked.replace('\0', '');
      const [, language, wanted] = wordsForm.exec(id) ?? [];
      if (language !== undefined) {
        const files = filesOf(language).filter(({ file }) => roomOf(file) === wanted);
        for (const { file } of files) this.addWatchFile(path.join(source, file));
        return `export const words = ${JSON.stringify(wordsOfPage(files))};`;
      }
      const room = roomForm.exec(id)?.[1];
      if (room === undefined) return null;
      return `import { addRoom } from ${JSON.stringify(browserWords)};
        await addRoom({
          en: () => import('virtual:words/en/${room}'),
          hu: () => import('virtual:words/hu/${room}'),
        });`;
    },
    transform(code, id) {
      const file = path.relative(source, id.split('?')[0] ?? id);
      if (file.startsWith('..') || !/\/web\/.*\.tsx?$/.test(file)) return null;
      const asked = roomsAskedFor(file, code, rooms);
      if (asked.length === 0) return null;
      return { code: asked.map((room) => `import 'virtual:room/${room}';`).join(' ') + code, map: null };
    },
  };
}

/** Code that every page needs and that changes only with its packages: one file that browsers keep. */
const base =
  /node_modules\/(?:react|react-dom|scheduler|react-i18next|i18next|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|react-query|query-core|react-store|store))\//;
/** Our own small parts that several pages share, without those that bring a library or words of their own along. */
const kit =
  /src\/(?:kernel|platform)\/(?!web\/(?:ui\/(?:table\/|dialog-sheet|download)|paged-rows|audit-words))|@tabler\/icons-react/;

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
