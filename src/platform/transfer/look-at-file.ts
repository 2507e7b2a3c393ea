import { FileFault } from './file-fault.ts';
import { foreignKind } from './file-kind.ts';
import { lookAtText } from './look-at-text.ts';
import { isZip, peekRaw } from './open-file.ts';
import type { FileLook, LookChoice } from './file-look.ts';
import { textRows } from './row-source.ts';
import type { ReadLimits } from './types.ts';

const kindBytes = 4 * 1024;
/** The name of the part that holds an encrypted workbook stands in the first sectors of its container. */
const containerBytes = 256 * 1024;

/**
 * Looks at the bytes of a file: a workbook, or text with its encoding and delimiter. The content decides, never the name.
 *
 * @throws FileFault file-empty, file-type, file-encrypted, file-encoding, file-broken, file-too-large, file-unpacks-too-large
 */
export async function lookAtFile(
  path: string,
  given: LookChoice,
  remembered: LookChoice,
  limits: Required<ReadLimits>,
): Promise<FileLook> {
  const head = await peekRaw(path, containerBytes);
  if (isZip(head)) {
    // Most files are text, and a child that reads one starts sooner without what workbooks need.
    const { lookAtWorkbook } = await import('./sheet/look-at-workbook.ts');
    return lookAtWorkbook(path, head.subarray(0, kindBytes), given, remembered, limits);
  }
  const kind = foreignKind(head.subarray(0, kindBytes));
  if (kind === 'XLS' && head.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    throw new FileFault('file-encrypted');
  const look = await lookAtText(path, given, remembered, limits);
  return {
    ...look,
    source: textRows({ path, encoding: look.encoding, delimiter: look.delimiter, limits }),
    sheet: undefined,
    sheetOrigin: 'guessed',
    sheets: [],
    sheetIsOpen: false,
    checkHeader: async () => undefined,
  };
}
