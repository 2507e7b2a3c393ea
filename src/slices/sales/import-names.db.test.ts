import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { salesWorld } from '#testing/sales-world.ts';

const world = salesWorld();

const columns = 'document,date,account,customer name,country,product,product name,quantity,unitPrice';
let documents = 0;
/** Lines of documents of their own that name an account and a product. */
const naming = (
  ...rows: readonly { account?: string; name?: string; country?: string; product?: string; called?: string }[]
): string =>
  [
    columns,
    ...rows.map(({ account = 'A1', name = '', country = '', product = 'P1', called = '' }) => {
      documents += 1;
      return `N${String(documents)},2024-01-05,${account},${name},${country},${product},${called},1,1.00`;
    }),
  ].join('\n') + '\n';

const account = async (code = 'A1'): Promise<unknown> =>
  (await world.rows('select name, country from accounts.account where code = $1', [code]))[0];
const product = async (code = 'P1'): Promise<unknown> =>
  (await world.rows<{ name: string | null }>('select name from catalog.product where code = $1', [code]))[0]?.name;

describe('names that a file brings', () => {
  test('the most frequent spelling is taken, however the rows are ordered', async () => {
    await world.load(
      naming(
        { name: 'ACME Ltd', country: 'France', called: 'damaged' },
        { name: 'Acme Limited', country: 'Spain', called: 'BLUE CUP' },
        { name: 'Acme Limited', country: 'France', called: 'BLUE CUP' },
        { name: 'Acme Limited', country: 'France', called: '?' },
      ),
    );
    expect(await account()).toEqual({ name: 'Acme Limited', country: 'France' });
    expect(await product()).toBe('BLUE CUP');
  });

  test('a name goes before none, even where most rows name nothing', async () => {
    await world.load(naming({}, {}, {}, { name: 'Acme', country: 'France', called: 'CUP' }));
    expect(await account()).toEqual({ name: 'Acme', country: 'France' });
    expect(await product()).toBe('CUP');
  });

  test('name and country are chosen each for itself', async () => {
    await world.load(
      naming({ name: 'Acme', country: 'France' }, { name: 'Acme' }, { name: 'Acme' }, { country: 'Spain' }),
    );
    expect(await account()).toMatchObject({ name: 'Acme' });
    expect(await account()).not.toMatchObject({ country: null });
  });

  test('without one the code stands for it, until a file names it', async () => {
    await world.load(naming({}));
    expect(await account()).toEqual({ name: 'A1', country: null });
    expect(await product()).toBeNull();
    await world.load(naming({ name: 'Acme', country: 'France', called: 'CUP' }));
    expect(await account()).toEqual({ name: 'Acme', country: 'France' });
    expect(await product()).toBe('CUP');
  });

  test('what is known stays, whatever a later file says', async () => {
    await world.load(naming({ name: 'Acme', called: 'CUP' }));
    await world.load(
      naming({ name: 'Other', country: 'Spain', called: 'MUG' }, { name: 'Other', country: 'Spain', called: 'MUG' }),
    );
    expect(await account()).toEqual({ name: 'Acme', country: 'Spain' });
    expect(await product()).toBe('CUP');
  });

  test('what a person wrote stays, and only blanks are filled', async () => {
    await world.load(naming({ name: 'Acme' }));
    expectStatus(
      await world.house.host.patch('/api/account-codes/A1', { name: 'Acme Holding', country: 'Hungary' }),
      200,
    );
    await world.load(naming({ name: 'Acme', country: 'France' }, { name: 'Acme', country: 'France' }));
    expect(await account()).toEqual({ name: 'Acme Holding', country: 'Hungary' });
  });

  test('a file that is here already may still bring the names that it did not have mapped before', async () => {
    const file = naming(
      { name: 'Acme', country: 'France', called: 'CUP' },
      { account: 'A2', name: 'Bolt', product: 'P2', called: 'MUG' },
    );
    await world.load(file, { choice: { columns: { accountName: '', country: '', productName: '' } } });
    expect(await account()).toEqual({ name: 'A1', country: null });
    const again = await world.load(file, {
      choice: { columns: { accountName: 'customer name', country: 'country', productName: 'product name' } },
    });
    expect(again).toMatchObject({ new: 0, unchanged: 2, changed: 0, accountsCreated: 0, productsCreated: 0 });
    expect(await account()).toEqual({ name: 'Acme', country: 'France' });
    expect(await account('A2')).toMatchObject({ name: 'Bolt' });
    expect(await product()).toBe('CUP');
    expect(await product('P2')).toBe('MUG');
  });

  test('names of rejected documents are not taken', async () => {
    const file = naming({ account: 'A9', name: 'Nobody' }).replace(',1,1.00', ',x,1.00');
    await world.bring(file + naming({}, {}, {}, {}, {}).split('\n').slice(1).join('\n'));
    expect(await account('A9')).toBeUndefined();
  });
});
