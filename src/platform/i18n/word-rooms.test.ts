import { expect, test } from 'vitest';
import { roomsAskedFor, roomsOfKeys } from './word-rooms.ts';

const rooms = roomsOfKeys([
  { file: 'app/messages/en.json', text: '{"app.home": "Home"}' },
  { file: 'platform/web/messages/en.json', text: '{"web.close": "Close"}' },
  { file: 'platform/web/messages/audit/en.json', text: '{"did.note.add": "wrote a note"}' },
  {
    file: 'slices/sales/messages/en.json',
    text: '{"import.rows_one": "row", "import.rows_other": "rows", "problem.busy": "…"}',
  },
  { file: 'slices/team/messages/en.json', text: '{"people.role.kam": "KAM"}' },
  { file: 'slices/team/messages/order/en.json', text: '{"order.number": "Number"}' },
]);

test.each([
  ['src/app/web/frame.tsx', `t('app.home') + t('web.close')`, []],
  ['src/app/web/page.tsx', `t('import.rows', { count })`, ['sales']],
  ['src/app/web/page.tsx', 't(`people.role.${role}`)', ['team']],
  ['src/slices/sales/web/rows.tsx', 't(key)', ['sales']],
  ['src/slices/sales/web/query.ts', `'/api/imports'`, []],
  ['src/slices/catalog/web/page.tsx', `t('people.role.kam')`, ['team']],
  ['src/slices/team/web/orders.tsx', `t('order.number')`, ['order', 'team']],
  ['src/app/web/page.tsx', `'problem.busy'`, []],
  ['src/platform/web/audit-words.ts', '`did.${action}`', ['audit']],
])('%s with %s asks for %j', (file, text, expected) => {
  expect(roomsAskedFor(file, text, rooms)).toEqual(expected);
});
