import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('only so many run at a time, the others in the order they came', async () => {
  const slots = createSlots(2);
  const order: string[] = [];
  const first = await slots.take();
  const second = await slots.take();
  const third = slots.take().then((giveBack) => {
    order.push('third');
    return giveBack;
  });
  const abort = new AbortController();
  const fourth = slots.take(abort.signal);
  const fifth = slots.take().then((giveBack) => {
    order.push('fifth');
    return giveBack;
  });
  abort.abort(new Error('no longer'));
  await expect(fourth).rejects.toThrow('no longer');
  expect(order).toEqual([]);
  first();
  first();
  const giveBackThird = await third;
  expect(order).toEqual(['third']);
  second();
  const giveBackFifth = await fifth;
  giveBackThird();
  giveBackFifth();
  const [sixth, seventh] = await Promise.all([slots.take(), slots.take()]);
  expect([typeof sixth, typeof seventh]).toEqual(['function', 'function']);
});

test('a slot is not waited for by what is aborted already', async () => {
  await expect(createSlots(1).take(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
});
