import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const neverOurs = ['.git', 'node_modules', '.kulcs', 'dist', 'coverage', 'shots', '.cache'];

/**
 * Files of the project under `root`, as sorted paths with `/`: those that git tracks or would track. A copy without
 * git (an unpacked archive) is walked instead, without the folders that programs write.
 */
export function listFiles(root: string): string[] {
  const files = existsSync(path.join(root, '.git')) ? filesOfGit(root) : filesOfFolder(root);
  return files.filter((file) => existsSync(path.join(root, file))).toSorted();
}

function filesOfGit(root: string): string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (git.status !== 0) return filesOfFolder(root);
  return [...new Set(git.stdout.split('\0').filter((file) => file !== ''))];
}

function filesOfFolder(root: string, folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (neverOurs.includes(entry.name)) return [];
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesOfFolder(root, name);
    return entry.isFile() ? [name] : [];
  });
}

/** Text of a file of the project. */
export const readText = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Whether the file is TypeScript that is part of the product or of its tests. */
export const isTypeScript = (file: string): boolean => /\.tsx?$/.test(file) && !file.endsWith('.d.ts');

/** Whether the file is a test. */
export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('e2e/');
