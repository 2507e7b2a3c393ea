import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layOut, prepareFolders, shortSocketFolder } from './folders.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-folders-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the data folder is made for its owner only, the socket lies in it', async () => {
  const folders = await layOut(join(folder, 'a', 'data'));
  expect(folders.socket).toBe(join(folders.data, 'run'));
  expect((await stat(folders.data)).mode & 0o777).toBe(0o700);
  await prepareFolders(folders, { kind: 'direct' });
  expect((await stat(folders.socket)).mode & 0o777).toBe(0o700);
});

test('where the path is too long for a socket, a short folder stands for it, the same at each start', async () => {
  const long = join(folder, 'x'.repeat(90));
  const folders = await layOut(long);
  expect(Buffer.byteLength(join(folders.socket, '.s.PGSQL.5432'))).toBeLessThan(100);
  expect(folders.socket).toBe((await layOut(long)).socket);
  expect(folders.socket).not.toBe((await layOut(`${long}y`)).socket);
});

test('a short folder that is no folder of ours is refused', async () => {
  const folders = await layOut(join(folder, 'x'.repeat(90)));
  await writeFile(folders.socket, '');
  try {
    await expect(prepareFolders(folders, { kind: 'direct' })).rejects.toMatchObject({ code: 'folder-unwritable' });
  } finally {
    await rm(folders.socket);
  }
});

test('two users never share a short folder', () => {
  expect(shortSocketFolder('/data', 1)).not.toBe(shortSocketFolder('/data', 2));
});

test('a data folder that is a file is refused', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(layOut(file)).rejects.toMatchObject({ code: 'folder-unwritable' });
});

const isRoot = process.getuid?.() === 0;
if (isRoot) {
  const nobody = { kind: 'drop', uid: 65_534, gid: 65_534, name: 'nobody' } as const;

  test('for another user the data folder opens for entering, to no other', async () => {
    const folders = await layOut(join(folder, 'data'));
    await chmod(folder, 0o711);
    await prepareFolders(folders, nobody);
    expect(await stat(folders.data)).toMatchObject({ uid: 0, gid: 65_534 });
    expect((await stat(folders.data)).mode & 0o777).toBe(0o710);
    expect((await stat(folders.socket)).uid).toBe(65_534);
  });

  test('a folder that the other user cannot reach is refused, naming what bars the way', async () => {
    await mkdir(join(folder, 'closed'), { mode: 0o700 });
    await chmod(folder, 0o711);
    const folders = await layOut(join(folder, 'closed', 'data'));
    await expect(prepareFolders(folders, nobody)).rejects.toMatchObject({
      code: 'folder-unreachable',
      facts: { folder: join(folder, 'closed'), user: 'nobody' },
    });
  });
}
