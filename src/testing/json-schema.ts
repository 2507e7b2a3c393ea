import { createRequire } from 'node:module';
import fc from 'fast-check';

interface Validator {
  compile(schema: object): (value: unknown) => boolean;
}

// The validator that the server's framework brings along knows JSON Schema 2020-12, the dialect of OpenAPI 3.1.
const dialect = 'ajv/dist/2020.js';
const ofFramework = createRequire(createRequire(import.meta.url).resolve('fastify')).resolve('@fastify/ajv-compiler');
const { default: Ajv2020 } = createRequire(ofFramework)(dialect) as {
  default: new (options: object) => Validator;
}; // the form that its own types give
const validator = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, validateFormats: false });

/** Whether values fit this schema. @throws Error when it is no valid JSON Schema */
export const fitter = (schema: object): ((value: unknown) => boolean) => validator.compile(schema);

/** What our own schemas use of JSON Schema. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

const alternatives = (schemas: readonly Schema[]): fc.Arbitrary<unknown> => fc.oneof(...schemas.map(valuesOf));

/** Values of a schema, odd ones among them: letters of all alphabets, limits, what is optional left out. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return alternatives(several);
  switch (schema.type) {
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1000, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({
        min: schema.minimum ?? schema.exclusiveMinimum ?? -1e6,
        max: schema.maximum ?? schema.exclusiveMaximum ?? 1e6,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, Math.max(schema.minItems ?? 0, 4)),
      });
    case 'object':
      return objectsOf(schema);
    default:
      return fc.constantFrom(null, 1, 'x', true);
  }
}

function textsOf({ pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((day) => day.toISOString().slice(0, 10));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const most = Math.max(minLength, Math.min(maxLength, 60));
  return fc.oneof(
    fc.string({ minLength, maxLength: most }),
    fc.string({ minLength, maxLength: most, unit: 'binary' }),
    fc.constantFrom("' or 1=1 --", '%', '../../etc/passwd', '=1+1', '<script>', 'Őszi\u00a0árvíztűrő', '\0', '\ud800'),
  );
}

function objectsOf({
  properties = {},
  required = [],
  additionalProperties,
  propertyNames,
}: Schema): fc.Arbitrary<unknown> {
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one)])), {
    requiredKeys: required.filter((name) => name in properties),
  });
  if (typeof additionalProperties !== 'object') return known;
  const names = propertyNames ? valuesOf(propertyNames).map(String) : fc.string({ minLength: 1, maxLength: 10 });
  return fc
    .tuple(known, fc.dictionary(names, valuesOf(additionalProperties), { maxKeys: 4 }))
    .map(([one, more]) => ({ ...more, ...one }));
}
