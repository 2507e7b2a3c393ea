import { describe, expect, it } from 'vitest';
import { tokenIn } from './signed-cookie.ts';

const secret = 'what do ya want for nothing, says Jefe';
/** Signed with `openssl dgst -sha256 -hmac`. */
const signed = 'Jefe-token.xgf6O1X/p4MohW9pLd7ar35K2gWhyGBFzwYc0/SRHtc=';
const sent = encodeURIComponent(signed);

describe('the token of a signed cookie', () => {
  it.each([
    ['alone', `kulcs-session=${sent}`],
    ['among others', `a=b; kulcs-session=${sent}; kulcs-session-other=x`],
    ['not encoded, in quotes', `kulcs-session="${signed}"`],
    ['the first of two of one name', `kulcs-session=${sent}; kulcs-session=planted.c2lnbmVk`],
  ])('is read: %s', (_what, header) => {
    expect(tokenIn(header, 'kulcs-session', secret)).toBe('Jefe-token');
  });

  it.each([
    ['without a cookie', ''],
    ['of another name', `__Host-kulcs-session=${sent}`],
    ['with a name that only ends so', `xkulcs-session=${sent}`],
    ['without a signature', 'kulcs-session=Jefe-token'],
    ['without a token', `kulcs-session=${sent.slice(sent.indexOf('.'))}`],
    ['with another token', `kulcs-session=${sent.replace('Jefe', 'Jeff')}`],
    ['with a shorter signature', `kulcs-session=${sent.slice(0, -6)}`],
    ['behind one of the same name that is wrong', `kulcs-session=planted.c2lnbmVk; kulcs-session=${sent}`],
    ['that cannot be decoded', 'kulcs-session=%E0%A4%A'],
  ])('is none: %s', (_what, header) => {
    expect(tokenIn(header, 'kulcs-session', secret)).toBeNull();
  });

  it('is none under another secret', () => {
    expect(tokenIn(`kulcs-session=${sent}`, 'kulcs-session', 'what do ya want for something')).toBeNull();
  });
});
