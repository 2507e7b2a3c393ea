import { measureLists } from './lists.ts';
import { startBench } from './server.ts';
const bench = await startBench('HUF');
try {
  console.log(await measureLists(bench));
} finally {
  await bench.stop();
}
