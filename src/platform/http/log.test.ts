import { expect, test } from 'vitest';
import { errorForLog, requestForLog } from './log.ts';

test('a request is logged by its door', () => {
  expect(requestForLog({ method: 'GET', routeOptions: { url: '/api/accounts' } as never })).toEqual({
    method: 'GET',
    route: '/api/accounts',
  });
  expect(requestForLog({})).toEqual({ method: '', route: 'none' });
});

test('an error is logged without its words, and without what the database quotes', () => {
  const cause = new Error('password of Anna');
  const error = Object.assign(new Error('invalid input: "Kovács Anna"', { cause }), {
    code: '23505',
    constraint: 'person_email',
    detail: 'Key (email)=(anna@kulcs.test) already exists.',
    where: 'unnamed portal parameter $1 = anna',
  });
  const logged = errorForLog(error);
  expect(logged).toMatchObject({ type: 'Error', code: '23505', constraint: 'person_email', message: '' });
  expect(JSON.stringify(logged)).not.toMatch(/anna/i);
  expect(logged.stack).toContain('log.test.ts');
});

test('whatever else is thrown is logged by its kind', () => {
  expect(errorForLog('a secret')).toEqual({ type: 'string', message: '', stack: '' });
});
