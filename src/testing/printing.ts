import { afterEach, vi } from 'vitest';

/** Hears what commands print in this very process, for the test file that calls this; `listen` begins anew. */
export function printing(): { listen: () => void; printed: () => string } {
  let text = '';
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return {
    listen() {
      text = '';
      vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
        text += String(words);
        return true;
      });
    },
    printed: () => text,
  };
}
