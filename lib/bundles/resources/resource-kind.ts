import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Place } from './place';
import { replaceTokens } from '../../core/cdk-internals';
import { CONSTRUCT } from '../../core/kinds';
import { show } from '../../core/text';
import type { TextFormat } from '../../core/text-format';
import type { BundleInput, BundleParameter } from '../bundle-parameter';
import type { Parameter } from '../definition';
import type { ParameterPath } from '../parameter-error';
import { checkList, texts } from '../parameters';

/** Checks that an ARN or a name is of one resource, and answers with it. */
export type OneResource = (arn: string) => string;

/** A kind of resource, as `workloads.yaml` and the options of factories name it. */
export interface ResourceKind<Construct> {
  /** What `workloads.yaml` takes: a name or an ARN, or only one of them. */
  readonly format: TextFormat;
  /** What options in TypeScript take beside constructs; the same as `format` unless an ARN belongs into a construct. */
  readonly nameFormat?: TextFormat;
  /** The ARNs behind names and ARNs. */
  readonly arns: (namesOrArns: readonly string[], place: Place) => string[];
  /** The ARN of a construct; nothing if an imported one does not know it. */
  readonly arnOf: (construct: Construct, one: OneResource) => string | undefined;
  /** What a construct must know, and how it can, if there are constructs that do not know their ARN. */
  readonly whenUnknown?: string;
  /** The customer-managed key that encrypts the resource, where the construct knows it. */
  readonly keyOf?: (construct: Construct) => IKey | undefined;
}

/** A list of resources: constructs in TypeScript, names or ARNs in YAML. The value is their ARNs. */
export function resources<Construct>(
  kind: ResourceKind<Construct>, description: string, more: Pick<Parameter, 'ofOwnAccount'> = {},
): BundleParameter<Construct[] | undefined, string[]> {
  return {
    yaml: { description, type: { kind: 'texts', format: kind.format }, ...more },
    fromOption: (given, name, input) => checkList(given, name, input).map((construct, i) => {
      const one = (arn: string) => typeof arn === 'string' ? requireOne(arn, [name, i], input) : refuseKind(construct, [name, i], input);
      const arn = construct === undefined || construct === null ? undefined : arnOf(kind, construct, one);
      return arn ?? (kind.whenUnknown !== undefined && CONSTRUCT.isOne(construct)
        ? input.refuse([name, i], `${kind.whenUnknown}, got ${show(construct)}`) : refuseKind(construct, [name, i], input));
    }),
    fromYaml: (given, _, { place }) => kind.arns((given as string[] | undefined) ?? [], place),
  };
}

/** An option of TypeScript that names further resources of a list; in YAML the list itself takes names. */
export function namesFor<Option extends string>(
  partOf: Option, kind: ResourceKind<any>,
): BundleParameter<string[] | undefined, never, Option> {
  return { ...asPart(names(kind, '')), partOf, yaml: undefined };
}

/** An option of TypeScript that gives resources of a list as constructs; in YAML, and in the list itself, they are named. */
export function constructsFor<Option extends string, Construct>(
  partOf: Option, kind: Pick<ResourceKind<Construct>, 'format' | 'arnOf' | 'whenUnknown'>,
): BundleParameter<Construct[] | undefined, never, Option> {
  const { fromOption } = resources({ ...kind, arns: () => [] }, '');
  return { fromOption, fromYaml: () => [], partOf } as unknown as BundleParameter<Construct[] | undefined, never, Option>;
}

/** A list of names or ARNs, in TypeScript too. The value is their ARNs. */
export function names(
  kind: Pick<ResourceKind<never>, 'format' | 'nameFormat' | 'arns'>, description: string, more: Pick<Parameter, 'ofOwnAccount'> = {},
): BundleParameter<string[] | undefined, string[]> {
  const { yaml, fromOption } = texts(kind.nameFormat ?? kind.format, description, more);
  return {
    yaml: yaml && { ...yaml, type: { kind: 'texts', format: kind.format } },
    fromOption: (given, name, input) => kind.arns(fromOption(given, name, input), input.place),
    fromYaml: (given, _, { place }) => kind.arns((given as string[] | undefined) ?? [], place),
  };
}

/** The value of a part goes to the list that it is part of, and not to the statements. */
function asPart(parameter: BundleParameter<string[] | undefined, string[]>): BundleParameter<string[] | undefined, never> {
  return { ...parameter, fromYaml: () => [] } as unknown as BundleParameter<string[] | undefined, never>;
}

/** Nothing for what is no construct, and whose parts cannot be asked for. */
function arnOf<Construct>(kind: ResourceKind<Construct>, construct: Construct, one: OneResource): string | undefined {
  try {
    return kind.arnOf(construct, one);
  } catch (error) {
    if (error instanceof TypeError && !CONSTRUCT.isOne(construct)) {
      return undefined;
    }
    throw error;
  }
}

/** From plain JavaScript. */
export function refuseKind(construct: unknown, path: ParameterPath, input: BundleInput): never {
  return input.refuse(path, `must have an ARN, got ${construct === undefined ? 'none' : show(construct)}: give the construct itself`);
}

/**
 * The ARN of a construct, which must be of one resource: a bundle has evidence for its own wildcards only, and a wildcard in an
 * imported name would pass for one of them.
 */
export function requireOne(arn: string, path: ParameterPath, input: BundleInput): string {
  const literal = replaceTokens(arn, '<deploy-time value>');
  if (/[*?]|\$\{/.test(literal)) {
    input.refuse(path, `must be one resource, without wildcards and policy variables, got ${show(literal)}`);
  }
  return arn;
}

/** The ARN that names the resource of a name in each region; an ARN as it is. */
export function arnsByRegion(namesOrArns: readonly string[], place: Place, arn: (name: string, region: string) => string): string[] {
  return namesOrArns.flatMap((value) => value.startsWith('arn:') ? [value] : place.regions.map((region) => arn(value, region)));
}
