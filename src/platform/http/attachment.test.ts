import { describe, expect, it } from 'vitest';
import { cleanFileName, dispositionOf } from './attachment.ts';

describe('a name from outside', () => {
  it.each([
    ['ajánlat.pdf', 'ajánlat.pdf'],
    ['../../etc/passwd', 'passwd'],
    [String.raw`C:\Users\x\Tender (2).docx`, 'Tender (2).docx'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['kép\u202Egpj.exe', 'képgpj.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['/', 'file'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });
});

describe('the header that names a file', () => {
  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    // RFC 8187, 3.2.3 writes the pound sign so.
    ['£ rates.txt', `attachment; filename="_ rates.txt"; filename*=UTF-8''%C2%A3%20rates.txt`],
    ['a"b\\c%41.txt', `attachment; filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt`],
    [`it's (1)*.txt`, `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ])('of %j', (name, header) => {
    expect(dispositionOf(name)).toBe(header);
  });
});
