import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../../checks/fault.ts';

const ownPackage = {
  name: 'planted',
  type: 'module',
  imports: { '#kernel/*': './src/kernel/*', '#platform/*': './src/platform/*', '#slices/*': './src/slices/*' },
};

/**
 * A small project in a temporary folder, with our packages at hand, that is gone when the test has finished.
 * @param files text by path from the project's root
 * @param copied files and folders that are taken over from the real project
 * @returns its folder
 */
export function plant(files: Readonly<Record<string, string>>, copied: readonly string[] = []): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-planted-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const file of copied) cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
  for (const [file, text] of Object.entries({ 'package.json': JSON.stringify(ownPackage), ...files })) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}
