import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDemo } from '#testing/demo-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    demo: { readonly url: string; readonly port: number; readonly dataFolder: string; readonly output: string };
  }
}

/** One demo company for all stories of a run, started as a person starts it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'kulcs-stories-'));
  const demo = await startDemo(dataFolder);
  project.provide('demo', { url: demo.url, port: Number(new URL(demo.url).port), dataFolder, output: demo.output() });
  return async () => {
    await demo.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
