import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv';
import type { DataPath, Problem } from './workloads-file-error';
import { own } from './prune';
import { fileSchema, FORMAT } from './schema';
import type { SchemaNode } from './schema';
import type { Source } from './source';
import { typeMessage } from './type-message';
import { CATALOGUE } from '../../bundles/catalogue';
import type { BundleDefinition } from '../../bundles/definition';
import { lazy } from '../../core/lazy';
import { isObject } from '../../core/plain-object';
import { list, nearest, show, strangeSpaces, suggestion } from '../../core/text';
import type { TextFormat } from '../../core/text-format';
import { explain } from '../../core/text-format';

/** A problem that the schema finds, and the place of the value that is wrong. */
export interface SchemaProblem extends Problem {
  readonly at: DataPath;
  /** False if something is missing there, and what is there is right. */
  readonly isWrong: boolean;
}

/** Checks a file, as one environment sees it, against the schema; answers with everything that is wrong, once. */
export function checkSchema(source: Source): SchemaProblem[] {
  const { validate, formats } = compiled(source.data);
  validate(source.data);
  const errors = validate.errors ?? [];
  return errors.flatMap((error) => {
    const problem = translate(error, errors, formats, source);
    return problem ? [problem] : [];
  });
}

interface Compiled {
  readonly validate: ValidateFunction;
  readonly formats: readonly TextFormat[];
}

const COMPILED = new Map<string, Compiled>();

/** Compiled for the bundles that the file names, and kept: the whole catalogue takes longer to compile than a fleet to synthesise. */
function compiled(data: unknown): Compiled {
  const named = idsOf(data);
  const bundles = CATALOGUE.filter(({ id }) => named.has(id));
  const key = bundles.map(({ id }) => id).join(' ');
  const known = COMPILED.get(key) ?? compile(bundles.length > 0 ? bundles : CATALOGUE.slice(0, 1));
  COMPILED.set(key, known);
  return known;
}

/** Whatever looks like a bundle's id; the schema itself judges where it stands. */
function idsOf(data: unknown): Set<unknown> {
  const workloads = own(data, 'workloads');
  return new Set(Object.values(isObject(workloads) ? workloads : {}).flatMap((workload) => {
    const bundles = own(workload, 'bundles');
    return Array.isArray(bundles) ? bundles.map((bundle) => own(bundle, 'id')) : [];
  }));
}

function compile(bundles: readonly BundleDefinition[]): Compiled {
  const ajv = new lazy.ajv.Ajv({
    allErrors: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
    // Compiled once and run once: what is saved by better code is less than what it costs to make it.
    code: { optimize: false },
    messages: false,
    validateSchema: false,
  });
  const formats: TextFormat[] = [];
  ajv.addKeyword({
    keyword: 'textFormat',
    type: 'string',
    schemaType: 'number',
    errors: false,
    validate: (index: number, value: string) => explain(formats[index], value) === undefined,
  } as FuncKeywordDefinition);
  return { validate: ajv.compile(forAjv(fileSchema(bundles), formats)), formats };
}

/** The schema with our own keyword in the place of the patterns, whose messages say more. */
function forAjv(node: any, formats: TextFormat[]): any {
  if (Array.isArray(node)) {
    return node.map((item) => forAjv(item, formats));
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  const format = (node as SchemaNode)[FORMAT];
  if (format) {
    const known = formats.indexOf(format);
    const index = known >= 0 ? known : formats.push(format) - 1;
    return { type: 'string', textFormat: index };
  }
  return Object.fromEntries(Object.entries(node).filter(([key]) => !['$schema', 'description', 'examples', 'title', 'default'].includes(key))
    .map(([key, value]) => [key, key === 'properties' ? mapValues(value as object, (item) => forAjv(item, formats)) : forAjv(value, formats)]));
}

function mapValues(value: object, change: (item: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}

function translate(error: ErrorObject, all: ErrorObject[], formats: readonly TextFormat[], source: Source): SchemaProblem | undefined {
  const at = pathOf(error.instancePath, source.data);
  const say = (message: string, place: DataPath = at, atKey = false): SchemaProblem => ({
    ...source.problem(place, message, atKey), at: place, isWrong: error.keyword !== 'required' && error.keyword !== 'anyOf',
  });
  const { params, data } = error;
  if (/\/anyOf\/\d+\/required$/.test(error.schemaPath)) {
    return undefined; // said once, by the anyOf itself
  }
  if (error.propertyName !== undefined) {
    return error.keyword === 'textFormat'
      ? say(`the key ${explain(formats[error.schema as number], error.propertyName)}`, [...at, error.propertyName], true) : undefined;
  }
  switch (error.keyword) {
    case 'textFormat':
      return say(explain(formats[error.schema as number], data as string)!);
    case 'type':
      return say(typeMessage(params.type, data, at, source.writtenAt(at), formats[(error.parentSchema as SchemaNode).textFormat]));
    case 'additionalProperties': {
      // What environments are made of is not seen by one of them.
      const known = [...Object.keys((error.parentSchema as SchemaNode).properties ?? {}), ...(at.length === 0 ? ['environments'] : [])];
      const extra = String(params.additionalProperty);
      return say(`unknown key ${show(extra)}: ${strangeSpaces(extra) ?? suggestion(extra, known)}`, [...at, extra], true);
    }
    case 'required':
      return isMistyped(params.missingProperty, error) ? undefined
        : say(`must have ${show(params.missingProperty)}`, at, at.length > 0 && typeof at[at.length - 1] === 'string');
    case 'anyOf':
      return say(`must have at least one of ${list(anyOfNames(error.schema), 'or')}`);
    case 'enum':
      return say(`must be one of ${list((params.allowedValues as string[]).map(show), 'or')}, got ${show(data)}` +
        (typeof data === 'string' && nearest(data, params.allowedValues) ? `: did you mean ${show(nearest(data, params.allowedValues))}?` : ''));
    case 'discriminator':
      return say(discriminatorMessage(error), params.error === 'tag' && (data as any)?.id === undefined ? at : [...at, 'id']);
    case 'minItems':
      return say('must name at least one, got []');
    case 'minProperties':
      // An environment whose workloads are all in others is said to be so.
      return source.environment !== undefined && at.join() === 'workloads' ? undefined : say('must have at least one entry, got {}');
    case 'uniqueItems':
      return say(`must name each once, ${show((data as unknown[])[params.i])} stands in it twice`, [...at, Math.max(params.i, params.j)]);
    case 'minimum':
    case 'maximum': {
      const { minimum, maximum } = error.parentSchema as SchemaNode;
      return say(`must be a whole number from ${minimum} to ${maximum}, got ${show(data)}`);
    }
    case 'propertyNames':
    case 'oneOf':
    case 'const':
      return undefined; // said by the error of the name itself, or of the chosen bundle
    default:
      return all.length > 1 ? undefined : say(`must satisfy the schema's "${error.keyword}"`);
  }
}

function discriminatorMessage({ params: { tagValue } }: ErrorObject): string {
  const ids = CATALOGUE.map(({ id }) => id);
  return typeof tagValue === 'string'
    ? `must be the id of a bundle, got ${show(tagValue)}: ${suggestion(tagValue, ids)}`
    : `must have the id of a bundle, such as "id: ${ids[0]}"`;
}

/** A required key that is there under a slightly other name is one mistake: the unknown key says which. */
function isMistyped(missing: string, { data, parentSchema, instancePath }: ErrorObject): boolean {
  const known = [...Object.keys((parentSchema as SchemaNode).properties ?? {}), ...(instancePath === '' ? ['environments'] : [])];
  return Object.keys((data ?? {}) as object).filter((key) => !known.includes(key)).map((key) => nearest(key, known))
    .some((meant) => meant === missing || (meant === 'environments' && missing === 'clusters'));
}

function anyOfNames(schema: unknown): string[] {
  return (schema as SchemaNode[]).flatMap((branch) => branch.required as string[]);
}

/** The path behind a JSON pointer; a part is an index only where the data has a list. */
function pathOf(pointer: string, data: unknown): DataPath {
  let value: any = data;
  return pointer.split('/').slice(1).map((part) => {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const key = Array.isArray(value) ? Number(name) : name;
    value = value?.[key];
    return key;
  });
}
