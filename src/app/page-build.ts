import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { pageFolder } from './pages.ts';

const project = path.resolve(import.meta.dirname, '../..');
const stampFile = path.join(pageFolder, 'built-from.txt');
const sources = [
  'package-lock.json',
  'vite.config.ts',
  'src/kernel/*.ts',
  'src/platform/{web,i18n}/**/*',
  'src/app/web/**/*',
  'src/slices/*/web/**/*',
  'src/slices/*/{,*-}contract.ts',
  'src/slices/*/domain/*.ts',
  'src/app/messages/*.json',
  'src/{platform,slices}/*/messages/**/*.json',
];

/** Whether the built page is that of the present sources. */
export function isPageCurrent(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf();
}

/**
 * Builds the page with Vite in a process of its own, beside its place, and puts it there whole: two starts at once do not
 * write into one folder, and what is served is never half of it.
 * @throws Error with Vite's words when it cannot be built
 */
export async function buildPage(): Promise<void> {
  const draft = `${pageFolder}-${String(process.pid)}`;
  try {
    await runVite(draft);
    for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: draft })) pack(path.join(draft, file));
    writeFileSync(path.join(draft, path.basename(stampFile)), stampOf());
    const former = `${draft}-former`;
    if (existsSync(pageFolder)) renameSync(pageFolder, former);
    renameSync(draft, pageFolder);
    rmSync(former, { recursive: true, force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function runVite(folder: string): Promise<void> {
  const vite = path.join(project, 'node_modules/vite/bin/vite.js');
  const words: Buffer[] = [];
  const parameters = ['build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'];
  const child = spawn(process.execPath, [vite, ...parameters], {
    cwd: project,
    // Whoever builds it first, a test as well: the page that is kept is the one for people, not the slow one for builders.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => words.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`The page could not be built:\n${Buffer.concat(words).toString('utf8')}`);
}

// Packed once here, so that the server sends files as they lie and packs nothing while people wait.
function pack(file: string): void {
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${file}.br`, brotliCompressSync(content));
}

function stampOf(): string {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: project, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(path.relative(project, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
