import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '#testing/browser.ts';
import { startDemo } from '#testing/demo-server.ts';
import type { Figure } from './measure.ts';

/** What the first page weighs and how soon it shows, for a director of the demo company with an empty cache. */
export async function measureFirstPage(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-bench-page-'));
  const demo = await startDemo(folder);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(demo.linkOf('director'));
    await page.getByRole('grid').first().waitFor();
    // The first visit signs in; the second one is measured, in a context with the session and nothing in its cache.
    const cold = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      storageState: await context.storageState(),
      extraHTTPHeaders: { 'accept-encoding': 'gzip' },
    });
    const first = await cold.newPage();
    const bytes = { script: 0, all: 0 };
    const session = await cold.newCDPSession(first);
    await session.send('Network.enable');
    const kinds = new Map<string, string>();
    session.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.type));
    // Of the content, as it comes over the wire; the headers that every reply carries are not counted.
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
      bytes.all += encodedDataLength;
      if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength;
    });
    // As text: this runs in the browser, whose words the programs of this folder do not know.
    await first.addInitScript(`new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.kulcsPaint = entry.startTime; })
      .observe({ type: 'largest-contentful-paint', buffered: true });`);
    await first.goto(`${demo.url}/`);
    await first.getByRole('grid').first().waitFor();
    const scriptAtTable = bytes.script;
    await first.waitForLoadState('networkidle');
    const paint = Number(await first.evaluate('window.kulcsPaint'));
    return [
      {
        work: 'first page in the browser: JavaScript, gzipped',
        aim: 'under 250 kB',
        measured: `${(bytes.script / 1000).toFixed(1)} kB with what is fetched at rest (${(scriptAtTable / 1000).toFixed(1)} kB until the table shows)`,
        floor: `all files ${(bytes.all / 1000).toFixed(0)} kB`,
      },
      {
        work: 'first page: largest contentful paint',
        aim: 'under 1.5 s',
        measured: `${(paint / 1000).toFixed(2)} s`,
        floor: '–',
      },
    ];
  } finally {
    await browser.close();
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
