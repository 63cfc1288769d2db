import type { Filling } from './filling';
import { filledTexts, list as listOf } from './list-type';
import { object } from './object-type';
import type { ObjectType } from './object-type';
import { flag } from './scalar-types';
import { filledText, NOT_FILLED } from './text-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import type { BundleDefinition, Parameter } from '../../../bundles/definition';
import { allDefinitions, definitionOf } from '../../../bundles/definition-of';
import { ofPolicy } from '../../../bundles/parameters';
import { mayHoldPlaceholders } from '../../../core/placeholders';
import { isObject } from '../../../core/plain-object';
import { nearest, show } from '../../../core/text';
import type { Reading } from '../reading';

/** A bundle with its parameters. */
export type BundleEntry = { readonly id: string } & Readonly<Record<string, unknown>>;

/** The id, which chooses the other keys. */
class IdType extends ValueType<string> {
  public constructor(private readonly id: string, summary: string) {
    super(summary);
  }

  public schema(): JsonSchema {
    return { const: this.id, description: this.description };
  }

  public read(value: unknown): string {
    return value as string;
  }
}

/** One of the catalogue's bundles, by its id. */
class BundleType extends ValueType<BundleEntry> {
  private readonly byId = new Map<string, ObjectType<any>>();

  public schema(): JsonSchema {
    return {
      type: 'object',
      required: ['id'],
      discriminator: { propertyName: 'id' },
      oneOf: allDefinitions().map((bundle) => this.typeOf(bundle).schema()),
    };
  }

  public read(value: unknown, reading: Reading): BundleEntry | undefined {
    if (!isObject(value)) {
      return reading.wrongKind('a map', value);
    }
    const { id } = value;
    const definition = definitionOf(id);
    if (definition) {
      return this.typeOf(definition).read(value, reading) as BundleEntry | undefined;
    }
    const ids = allDefinitions().map((bundle) => bundle.id);
    const meant = id === undefined ? meantId(value, ids) : undefined;
    if (meant !== undefined) {
      return reading.at(meant.key).wrong(`a bundle must be named by "id", with its parameters beside that: write "- id: ${meant.id}"`, true);
    }
    const key = id === undefined ? Object.keys(value).find((name) => definitionOf(value[name]) !== undefined) : undefined;
    if (key !== undefined) {
      return reading.at(key).wrong(`a bundle must be named by "id", got ${show(key)}: write "id: ${String(value[key])}"`, true);
    }
    return typeof id === 'string' ? reading.at('id').wrong(`must be the id of a bundle, got ${show(id)}: ${fixFor(id, ids)}`)
      : (id === undefined ? reading : reading.at('id')).wrong(`must have the id of a bundle, such as "id: ${ids[0]}"`);
  }

  public override fill<V>(value: V, filling: Filling): V | undefined {
    return this.typeOf(definitionOf((value as BundleEntry).id)!).fill(value, filling);
  }

  private typeOf(bundle: BundleDefinition): ObjectType<any> {
    const known = this.byId.get(bundle.id) ?? typeOf(bundle);
    this.byId.set(bundle.id, known);
    return known;
  }
}

/** All ids are too many for a message. */
function fixFor(id: string, ids: readonly string[]): string {
  if (mayHoldPlaceholders(id)) {
    return NOT_FILLED;
  }
  const near = nearest(id.replace(/bundle(?=\.)/i, ''), ids);
  const word = /^\w[\w.-]*$/.test(id) ? id : 'WORD'; // what a shell takes as it stands
  return near === undefined ? `there is none like it; npx cdk-irsa bundles ${word} searches for one` : `did you mean ${show(near)}?`;
}

/** A bundle's id that is written as a key, `- s3.readWrite:`. */
function meantId(value: Record<string, unknown>, ids: readonly string[]): { readonly key: string; readonly id: string } | undefined {
  const key = Object.keys(value).find((name) => name.includes('.') && nearest(name, ids) !== undefined);
  return key === undefined ? undefined : { key, id: nearest(key, ids)! };
}

function typeOf({ id, summary, usedBy, parameters, oneOf }: BundleDefinition): ObjectType<any> {
  const keys = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => {
    const type = parameterType(parameter);
    return [name, parameter.required ? type.required() : type];
  }));
  return object({ id: new IdType(id, summary).required(), ...keys }, { description: `${summary}${usedBy ? ` (${usedBy})` : ''}`, oneOf });
}

function parameterType({ type, description }: Parameter): ValueType<unknown> {
  switch (type.kind) {
    case 'texts':
      return filledTexts(ofPolicy(type.format), description);
    case 'text':
      return filledText(ofPolicy(type.format), description);
    case 'flag':
      return flag(description, type.default);
  }
}

/** The same where bundles stand a second time: the schema has them once. */
class BundleReference extends BundleType {
  public override schema(): JsonSchema {
    return { $ref: '#/definitions/bundle' };
  }
}

/** A bundle where bundles stand a second time. */
export const BUNDLE_AGAIN: ValueType<BundleEntry> = new BundleReference();

/** Bundles beside those of the workload. */
export const furtherBundles = (description: string) => listOf(BUNDLE_AGAIN, description, { mainKey: 'id' });

/** The bundles of a workload. */
export const BUNDLES = listOf(new BundleType(), 'What the workload may do: bundles of the catalogue, with their parameters. Default: none, an identity without permissions.', { mainKey: 'id' });
