import { InvalidArgumentError, Option } from 'commander';
import { readConfiguration, type Configuration } from '#platform/configuration/configuration.ts';
import { isDay } from '#kernel/day.ts';
import { isCurrency } from '#kernel/money.ts';
import { connect, type Client } from './client.ts';

export const day = (text: string): string => {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('Give a day that there is, as YYYY-MM-DD.');
};
export const count = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number above zero.');
};
export const port = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Give a port from 1 to 65535.');
};
export const currency = (text: string): string => {
  const code = text.toUpperCase();
  if (isCurrency(code)) return code;
  throw new InvalidArgumentError('Give an ISO 4217 code such as EUR or HUF.');
};
export const email = (text: string): string => {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return text;
  throw new InvalidArgumentError('Give an e-mail address.');
};
export const repeated = (text: string, before: readonly string[]): readonly string[] => [...before, text];
export const listed = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Opens the API for one command and closes it, however the command ends. */
export async function withClient(
  as: string | undefined,
  work: (client: Client, configuration: Configuration) => Promise<void>,
  mayBeNew = false,
): Promise<void> {
  const configuration = await readConfiguration(process.env, mayBeNew);
  const client = await connect(configuration, as, mayBeNew);
  try {
    await work(client, configuration);
  } finally {
    await client.close();
  }
}

export const asOption = new Option(
  '--as <email>',
  'act for this person, with her rights; without it the host acts with the director’s sight',
).argParser(email);
export const jsonOption = new Option('--json', 'print one JSON document on standard output and nothing else');
