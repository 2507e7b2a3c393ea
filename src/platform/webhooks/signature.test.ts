import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { secretOf, signedHeaders, toText } from './signature.ts';

const server = 'a secret of tests, of more than 32 bytes';
const secret = secretOf(server, Buffer.from('first salt'));
const other = secretOf(server, Buffer.from('second salt'));
const body = '{"type":"account.assign","data":{"account":{"code":"Ő-1"}}}';
const verify = (key: Buffer, headers: Readonly<Record<string, string>>, text = body): unknown =>
  new Webhook(toText(key)).verify(text, headers);

it('is one that the library of the convention accepts', () => {
  const headers = signedHeaders('msg_1', Date.now(), body, [secret]);
  expect(verify(secret, headers)).toEqual(JSON.parse(body));
});

it('covers id, time and body, and no other secret makes it', () => {
  const headers = signedHeaders('msg_1', Date.now(), body, [secret]);
  expect(() => verify(other, headers)).toThrow('No matching signature found');
  expect(() => verify(secret, headers, body.replace('Ő-1', 'Ő-2'))).toThrow('No matching signature found');
  expect(() => verify(secret, { ...headers, 'webhook-id': 'msg_2' })).toThrow('No matching signature found');
  const later = String(Number(headers['webhook-timestamp']) + 1);
  expect(() => verify(secret, { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature found');
});

it('while a secret is changed both of them verify', () => {
  const headers = signedHeaders('msg_1', Date.now(), body, [other, secret]);
  expect(verify(secret, headers)).toEqual(JSON.parse(body));
  expect(verify(other, headers)).toEqual(JSON.parse(body));
});

it('each webhook of each server has a secret of its own', () => {
  const secrets = [secret, other, secretOf(`${server}!`, Buffer.from('first salt'))].map(toText);
  expect(new Set(secrets).size).toBe(3);
  for (const text of secrets) expect(text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});
