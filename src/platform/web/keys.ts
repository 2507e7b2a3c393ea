/** What of a keyboard event decides about a shortcut. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/**
 * A keyboard event as we write keys: `mod+k`, `shift+x`, `alt+arrowup`, `?`. By what the key means, never by where it
 * lies: Y and Z are swapped on a Hungarian keyboard. With AltGr (Ctrl and Alt together) it is only the character.
 */
export function nameOf(stroke: Stroke): string {
  const isAltGr = stroke.ctrlKey && stroke.altKey;
  const isLetter = /^\p{L}$/u.test(stroke.key);
  const isNamed = stroke.key.length > 1;
  const parts: string[] = [];
  if ((stroke.ctrlKey || stroke.metaKey) && !isAltGr) parts.push('mod');
  if (stroke.altKey && !isAltGr) parts.push('alt');
  if (stroke.shiftKey && (isLetter || isNamed)) parts.push('shift');
  parts.push(stroke.key === ' ' ? 'space' : stroke.key.toLowerCase());
  return parts.join('+');
}

/** What a further stroke does to a sequence in progress. */
interface SequenceStep {
  /** The shortcut that is complete now, as it was given. */
  readonly complete: string | null;
  /** What is kept for the next stroke. */
  readonly pending: readonly string[];
}

/**
 * Follows sequences such as `g k`. A stroke that does not go on with the sequence may begin a new one.
 * @param shortcuts all that are in force, strokes separated by one space
 */
export function follow(pending: readonly string[], stroke: string, shortcuts: readonly string[]): SequenceStep {
  const tried = [...pending, stroke].join(' ');
  if (shortcuts.includes(tried)) return { complete: tried, pending: [] };
  if (shortcuts.some((shortcut) => shortcut.startsWith(`${tried} `)))
    return { complete: null, pending: [...pending, stroke] };
  return pending.length > 0 ? follow([], stroke, shortcuts) : { complete: null, pending: [] };
}

const caps: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: isMac ? '⇧' : 'Shift',
  arrowup: '↑',
  arrowdown: '↓',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  space: 'Space',
};

/** A shortcut as the key caps that people know: `mod+k` is ["Ctrl K"], `g k` is ["G", "K"]. */
export const capsOf = (shortcut: string): readonly string[] =>
  shortcut.split(' ').map((stroke) =>
    stroke
      .split('+')
      .map(
        (part) =>
          caps[part] ?? (part.length === 1 ? part.toUpperCase() : `${part.charAt(0).toUpperCase()}${part.slice(1)}`),
      )
      .join(' '),
  );
