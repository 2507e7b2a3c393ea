/**
 * The dependency rules, computed from architecture.mjs: kernel ← platform ← slices ← app, and between slices only what
 * the map declares. Patterns are those of dependency-cruiser: regular expressions over paths from the project's root.
 */
import type { IFlattenedRuleSet } from 'dependency-cruiser';

type Rules = NonNullable<IFlattenedRuleSet['forbidden']>;

/** The part of architecture.mjs that says who may import whom. */
export interface SliceOnMap {
  readonly name: string;
  readonly uses: readonly string[];
}

const tests = '\\.test\\.tsx?$';
const fixtures = '/fixtures\\.ts$';
const browserSide = '^src/.+/web/|^src/platform/i18n/browser\\.ts$';
const domain = '^src/slices/([^/]+)/domain/';
/** What browser files may load besides their own kind: pure rules, shapes, words. */
const bothSides =
  '^src/kernel/|^src/slices/[^/]+/(domain/|[a-z-]*contract\\.ts$|messages/)|^src/platform/(i18n|web)/|^src/app/messages/|^src/platform/[^/]+/([a-z-]*contract\\.ts$|messages/)';

const serverPackages =
  '(^|node_modules/)(pg|pg-copy-streams|kysely|fastify|fastify-type-provider-zod|@fastify/[^/]+|pino|commander|cli-progress|csv-parse)(/|$)';
const browserPackages =
  '(^|node_modules/)(react|react-dom|react-i18next|@mantine/[^/]+|@tanstack/[^/]+|@tabler/[^/]+)(/|$)';

const anyOf = (names: readonly string[]): string => `(${names.join('|')})`;

/** Rules of one slice: nobody undeclared, and of the declared ones only the front door. */
function rulesOfSlice({ name, uses }: SliceOnMap): Rules {
  const from = `^src/slices/${name}/`;
  const reachable = anyOf([name, ...uses]);
  const undeclared: Rules[number] = {
    name: `slice-${name}-undeclared`,
    comment: `${name} may use ${uses.length > 0 ? uses.join(', ') : 'no other slice'}. Declare it in architecture.mjs (only a slice above it in the list), or let app/ join the two.`,
    severity: 'error',
    from: { path: from },
    to: { path: '^src/slices/', pathNot: `^src/slices/${reachable}/` },
  };
  if (uses.length === 0) return [undeclared];
  return [
    undeclared,
    {
      name: `slice-${name}-inside-of-another`,
      comment:
        "Of another slice import its public.ts only (from contract.ts, domain/ and web/: its contract.ts; from tests and fixtures: also its fixtures.ts). Add what is needed to that slice's public.ts.",
      severity: 'error',
      from: { path: from, pathNot: `${browserSide}|${tests}|${fixtures}|/[a-z-]*contract\\.ts$` },
      to: { path: `^src/slices/${anyOf(uses)}/`, pathNot: '^src/slices/[^/]+/public\\.ts$' },
    },
    {
      name: `slice-${name}-browser-inside-of-another`,
      comment: "Browser files and contracts may import another slice's contract.ts and nothing else of it.",
      severity: 'error',
      from: { path: `${from}(web/|[a-z-]*contract\\.ts$)`, pathNot: tests },
      to: { path: `^src/slices/${anyOf(uses)}/`, pathNot: '^src/slices/[^/]+/[a-z-]*contract\\.ts$' },
    },
    {
      name: `slice-${name}-test-inside-of-another`,
      comment: "Tests and fixtures may import another slice's public.ts, contract.ts and fixtures.ts.",
      severity: 'error',
      from: { path: `${from}.*(${tests}|${fixtures})` },
      to: {
        path: `^src/slices/${anyOf(uses)}/`,
        pathNot: '^src/slices/[^/]+/(public|[a-z-]*contract|fixtures)\\.ts$',
      },
    },
  ];
}

/** All dependency rules for this map. */
export function boundaryRules(slices: readonly SliceOnMap[]): Rules {
  return [
    {
      name: 'no-circular',
      comment: 'Files must not import each other in a circle: move what both need to the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Nothing is found under this name. Correct the path, or add the package to package.json.',
      severity: 'error',
      from: {},
      // What the bundler makes while it builds has no file.
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'kernel-alone',
      comment: 'The kernel holds words every rule needs and imports nothing but itself and decimal.js.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: tests },
      to: { pathNot: '^src/kernel/|(^|node_modules/)decimal\\.js(/|$)' },
    },
    {
      name: 'platform-below',
      comment:
        'The platform knows no business: it imports only kernel/ and platform/. Declare a port and fill it in app/wiring.ts.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^src/(slices|app)/' },
    },
    {
      name: 'app-on-top',
      comment: 'Nothing below app/ imports it. Declare a port and let app/wiring.ts fill it.',
      severity: 'error',
      from: { path: '^src/(kernel|platform|slices)/', pathNot: tests },
      to: { path: '^src/app/' },
    },
    {
      name: 'domain-pure',
      comment:
        'domain/ decides: it imports only its own domain/, types of its own contract.ts, kernel/ and decimal.js. Pass facts in as arguments.',
      severity: 'error',
      from: { path: domain, pathNot: tests },
      to: {
        pathNot: '^src/slices/$1/(domain/|[a-z-]*contract\\.ts$)|^src/kernel/|(^|node_modules/)decimal\\.js(/|$)',
      },
    },
    {
      name: 'domain-types-of-contract',
      comment: 'domain/ may take types of its contract.ts, by `import type`; the schemas belong to the edge.',
      severity: 'error',
      from: { path: domain, pathNot: tests },
      to: { path: '^src/slices/[^/]+/[a-z-]*contract\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contract-pure',
      comment:
        'contract.ts is shared with the browser: it imports only zod, kernel/, its own domain/ and other contracts.',
      severity: 'error',
      from: { path: '^src/slices/([^/]+)/[a-z-]*contract\\.ts$' },
      to: {
        pathNot:
          '^src/slices/$1/domain/|^src/slices/[^/]+/[a-z-]*contract\\.ts$|^src/kernel/|(^|node_modules/)(zod|decimal\\.js)(/|$)',
      },
    },
    {
      name: 'browser-side',
      comment: 'Browser files import browser files, contract.ts, domain/, kernel/ and messages, nothing of the server.',
      severity: 'error',
      from: { path: browserSide, pathNot: tests },
      to: { path: '^src/', pathNot: `${browserSide}|${bothSides}` },
    },
    {
      name: 'browser-types-of-contract',
      comment:
        'Browser files take types of a contract.ts, by `import type`: its shapes probe for eval, which the content policy of our pages reports. Put a value that both sides need into domain/, or beside the contract.',
      severity: 'error',
      from: { path: browserSide, pathNot: tests },
      to: { path: '^src/(slices|platform)/[^/]+/[a-z-]*contract\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'browser-packages',
      comment: 'This package or module of Node does not belong into a browser file.',
      severity: 'error',
      from: { path: browserSide, pathNot: tests },
      to: { path: serverPackages },
    },
    {
      name: 'browser-no-node',
      comment: 'Browser files have no modules of Node.',
      severity: 'error',
      from: { path: browserSide, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-side',
      comment: 'Server files import nothing of the page.',
      severity: 'error',
      from: { path: '^src/(platform|slices|app)/', pathNot: `${browserSide}|${tests}` },
      to: { path: `${browserSide}|${browserPackages}` },
    },
    {
      name: 'testing-only-in-tests',
      comment: 'src/testing/ and test files are for tests, e2e/, bench/ and faults/ only.',
      severity: 'error',
      from: { path: '^(src|demo|checks)/', pathNot: `^src/testing/|${tests}` },
      to: { path: `^src/testing/|${tests}` },
    },
    {
      name: 'fixtures-only-in-tests',
      comment: 'fixtures.ts builds things for tests and the demo; the product does not import it.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/testing/|${tests}|${fixtures}` },
      to: { path: `^src/.*${fixtures}` },
    },
    ...slices.flatMap(rulesOfSlice),
  ];
}

/** Faults of the map itself: a slice may use only slices that stand above it, and each name stands once. */
export function faultsOfMap(slices: readonly SliceOnMap[]): string[] {
  const above = new Set<string>();
  return slices.flatMap(({ name, uses }) => {
    const faults = uses
      .filter((used) => !above.has(used))
      .map((used) => `${name} uses ${used}, which does not stand above it in the list`);
    if (above.has(name)) faults.push(`${name} stands twice in the list`);
    above.add(name);
    return faults;
  });
}
