import type { PasswordLinks } from '#platform/auth/password-links.ts';
import { formatOf } from '#platform/i18n/format.ts';
import { lettersIn } from '#platform/mail/letter-words.ts';
import type { Post, Posting } from '#platform/mail/post.ts';
import type { Company } from './contract.ts';
import type { Colleague } from './views.ts';

/** Letters to colleagues, each in her own language. */
export interface Letters {
  /** A link on which she sets her first password. */
  readonly invite: (person: Colleague, inviter: string) => Promise<Posting>;
  /** A link on which she sets a new one. */
  readonly reset: (person: Colleague) => Promise<Posting>;
  /** Tells her that her second factor is gone. */
  readonly tellFactorReset: (person: Colleague) => Promise<Posting>;
  /** Tells her that a colleague mentioned her in a note on an account; what the note says stays in Kulcs. */
  readonly tellMention: (person: Colleague, mention: MentionTold) => Promise<Posting>;
  /** Tells her that a webhook, her own or a colleague's, was switched off, and why. */
  readonly tellWebhookOff: (person: Colleague, webhook: WebhookOff) => Promise<Posting>;
  /** Tells her that accounts come to her or go from her by an order, or do not after all. It names no account. */
  readonly tellAssignment: (person: Colleague, order: ToldOrder) => Promise<Posting>;
}

/** An order by which accounts are given to another owner. */
interface ToldOrder {
  readonly id: number;
  readonly number: string;
  readonly from: string;
  /** Who ordered it. */
  readonly by: string;
  /** She gets the accounts; else she had them. */
  readonly isOwner: boolean;
  readonly isUndone: boolean;
}

/** By whom and on which account somebody was mentioned. */
interface MentionTold {
  readonly author: string;
  readonly account: string;
  readonly accountId: number;
}

/** A webhook that was switched off: because nothing arrived any more, or by an administrator. */
interface WebhookOff {
  readonly name: string;
  readonly owner: string;
  readonly reason: 'failures' | 'gone' | 'administrator';
}

interface LetterOptions {
  readonly post: Post;
  readonly links: PasswordLinks;
  readonly publicUrl: string;
  readonly company: () => Promise<Company | null>;
}

/** Makes the letters of the team. Links go to the person's own address and to nobody else. */
export function createLetters({ post, links, publicUrl, company }: LetterOptions): Letters {
  const withLink = async (
    person: Colleague,
    purpose: 'invitation' | 'reset',
    facts: Readonly<Record<string, string>>,
  ): Promise<Posting> => {
    if (!(await post.canSend())) return 'no-server';
    const found = await company();
    const { token, expiresAt } = await links.make(person.userId, purpose);
    const { language } = person.settings;
    const words = lettersIn(language);
    const all = {
      name: person.name,
      company: found?.name ?? '',
      // Behind the #, which browsers keep to themselves: it is in no log and no referrer.
      link: `${publicUrl}/set-password#${token}`,
      until: formatOf(language).instant(new Date(expiresAt).toISOString(), found?.timeZone ?? 'UTC'),
      ...facts,
    };
    return post.send({
      to: person.email,
      subject: words(`letter.${purpose}-subject`, all),
      text: words(`letter.${purpose}`, all),
    });
  };

  return {
    invite: (person, inviter) => withLink(person, 'invitation', { inviter }),
    reset: (person) => withLink(person, 'reset', {}),
    async tellFactorReset(person) {
      const words = lettersIn(person.settings.language);
      const facts = { name: person.name, company: (await company())?.name ?? '', url: publicUrl };
      return post.send({
        to: person.email,
        subject: words('letter.factor-reset-subject', facts),
        text: words('letter.factor-reset', facts),
      });
    },
    async tellAssignment(person, { id, number, from, by, isOwner, isUndone }) {
      const { language } = person.settings;
      const words = lettersIn(language);
      const facts = {
        name: person.name,
        company: (await company())?.name ?? '',
        number,
        day: formatOf(language).day(from, 'long'),
        by,
        url: `${publicUrl}/accounts/orders/${String(id)}`,
      };
      const what = isUndone ? 'undone' : isOwner ? 'given' : 'taken';
      return post.send({
        to: person.email,
        subject: words(`letter.assignment-${what}-subject`, facts),
        text: words(`letter.assignment-${what}`, facts),
      });
    },
    async tellMention(person, { author, account, accountId }) {
      if (!(await post.canSend())) return 'no-server';
      const words = lettersIn(person.settings.language);
      const facts = {
        name: person.name,
        company: (await company())?.name ?? '',
        author,
        account,
        url: `${publicUrl}/accounts/${String(accountId)}/timeline`,
      };
      return post.send({
        to: person.email,
        subject: words('letter.mention-subject', facts),
        text: words('letter.mention', facts),
      });
    },
    async tellWebhookOff(person, { name, owner, reason }) {
      const words = lettersIn(person.settings.language);
      const facts = {
        name: person.name,
        company: (await company())?.name ?? '',
        webhook: name,
        owner,
        url: `${publicUrl}/settings/webhooks`,
      };
      return post.send({
        to: person.email,
        subject: words('letter.webhook-off-subject', facts),
        text: words(`letter.webhook-${reason}`, facts),
      });
    },
  };
}
