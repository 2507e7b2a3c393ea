/**
 * Text of a file as it is kept and shown: control characters as their pictures (␀, ␡), halves of letters replaced. PostgreSQL
 * keeps neither NUL nor half a letter, and nobody sees them.
 * @param lines whether tabs and line ends stay as they are
 */
export function pictured(text: string, lines: 'kept' | 'pictured' = 'pictured'): string {
  const low = lines === 'kept' ? /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g : /[\u0000-\u001f]/g;
  return text
    .replace(low, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/[\u007f-\u009f]/g, '␡')
    .toWellFormed();
}
