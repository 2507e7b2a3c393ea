import type { TFunction } from 'i18next';
import type { Format } from '#platform/i18n/format.ts';
import type { TimelineEvent } from '#slices/dossier/contract.ts';

/** The facts of an event as people read them: amounts with their currency, months by name, topics in words. */
export function wordsOf(t: TFunction, format: Format, { what, facts }: TimelineEvent): string {
  const { net, currency, month, topic, on } = facts;
  return t(`event.${what}` as 'event.note', {
    // every source has its words in a messages file of its slice
    ...facts,
    ...(net === undefined || currency === undefined ? {} : { net: format.money(net, String(currency)) }),
    ...(month === undefined ? {} : { month: format.month(String(month)) }),
    ...(on === undefined ? {} : { on: format.day(String(on)) }),
    ...(topic === undefined ? {} : { topic: t(`topic.${String(topic)}` as 'topic.needs') }), // the contract's topics
  });
}
