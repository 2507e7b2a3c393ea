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

let stop: () => Promise<void> = () => Promise.resolve();

/** One demo company for all stories of a run, started as a person starts it. */
export async function setup(project: TestProject): Promise<void> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'kulcs-stories-'));
  const demo = await startDemo(dataFolder);
  project.provide('demo', { url: demo.url, port: Number(new URL(demo.url).port), dataFolder, output: demo.output() });
  stop = async () => {
    await demo.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}

/** Ends the demo company's server. */
export const teardown = (): Promise<void> => stop();
