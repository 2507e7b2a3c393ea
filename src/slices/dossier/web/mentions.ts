interface Colleague {
  readonly id: number;
  readonly name: string;
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Who is offered while a name is being written after an @; at most six, whatever accents and case. */
export function beingNamed<One extends Colleague>(text: string, colleagues: readonly One[]): readonly One[] {
  const begun = /(?:^|\s)@([^@\n]{0,40})$/.exec(text)?.[1];
  if (begun === undefined || colleagues.some(({ name }) => begun.startsWith(`${name} `))) return [];
  return colleagues.filter(({ name }) => folded(name).includes(folded(begun).trim())).slice(0, 6);
}

/** Who is named in a text: by an @ before the whole name. */
export const named = <One extends Colleague>(text: string, colleagues: readonly One[]): readonly One[] =>
  colleagues.filter(({ name }) => text.includes(`@${name}`));
