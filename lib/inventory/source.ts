import { readIamJson } from './iam-output';
import { readJson } from './json';
import { partOf, placeOf } from './placed-data';
import type { PlacedData } from './placed-data';
import { InputProblem } from './problem';
import { readText } from './read-text';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { isOfSize } from './sizes';
import { serviceAccountOf } from './template';
import { readYaml } from './yaml';
import type { ConstructMetadata } from '../cloudformation/construct-metadata';
import { isObject } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';

/** Where findings stand, and how people know it. */
export interface Where {
  readonly file: string;
  readonly place: Position;
  /** A logical id, a role's name, or `namespace/name` of a ServiceAccount. */
  readonly resource: string;
  readonly roleName?: string;
  /** The path of the construct. */
  readonly path?: string;
  /** The ids of acknowledged findings, and the reasons, which may be empty. */
  readonly acknowledged?: ReadonlyMap<string, string>;
}

/** What there is to judge in a file, or in a part of it. */
export interface Source {
  readonly file: string;
  readonly roles: readonly InventoryRole[];
  /** Roles of other templates that ServiceAccounts of this one name. */
  readonly others: readonly InventoryRole[];
  readonly manifests: readonly InventoryServiceAccount[];
  /** Whether its ServiceAccounts are those of a template, which refer to roles by logical ids. */
  readonly isTemplate: boolean;
  readonly whereIs: (at: string) => Where;
  /** What of the file is not judged. */
  readonly problems: readonly InputProblem[];
}

/** A file that is to be judged. */
export interface InputFile {
  /** To read it; `-` is standard input. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
  /** What a cloud assembly tells of a template. */
  readonly stack?: StackInput;
  /** Whether it was found in a folder rather than named. */
  readonly isFound: boolean;
}

/** What a cloud assembly tells of a template. */
export interface StackInput {
  /** Templates of one assembly refer to each other. */
  readonly assembly: string;
  /** The path of the stack's construct; a nested stack has that of its parent here. */
  readonly path: string;
  readonly stackName: string;
  readonly account?: string;
  readonly metadata: ConstructMetadata;
  /** What the template is uploaded as, if it is an asset. */
  readonly objectKeys?: readonly string[];
}

/** A template that is read, and not judged yet. */
export interface TemplateData {
  readonly input: InputFile;
  readonly data: PlacedData;
}

const SHAPES = 'a CloudFormation template, IAM JSON (of aws iam get-role, list-roles or get-account-authorization-details, '
  + 'or a trust policy) or a Kubernetes manifest';

/** What a file holds: templates, which are judged with others, and what can be judged by itself. */
export interface FileContent {
  readonly templates: readonly TemplateData[];
  readonly sources: readonly Source[];
}

/** Reads a file; nothing, if it was only found and is none of the kinds that are judged. */
export function readFile(input: InputFile): FileContent | undefined {
  const parts = readData(readText(input.path), /\.json$/i.test(input.file)).flatMap(unwrapped);
  const templates = parts.filter((data) => isTemplate(data, input)).map((data) => ({ input, data }));
  const sources = parts.filter((data) => !isTemplate(data, input)).flatMap((data) => iamOf(data, input) ?? kubernetesOf(data, input) ?? []);
  if (templates.length + sources.length > 0) {
    return { templates, sources };
  }
  if (!input.isFound) {
    throw new InputProblem(`must be ${SHAPES}`);
  }
  return undefined;
}

/** JSON or YAML, by how it begins and what the file is named. */
function readData(text: string, isJson = false): PlacedData[] {
  if (!isJson && !/^\s*[{[]/.test(text)) {
    return readYaml(text);
  }
  try {
    return [readJson(text)];
  } catch (error) {
    if (isJson) {
      throw error;
    }
    try {
      return readYaml(text);
    } catch {
      throw error;
    }
  }
}

/** What `aws cloudformation get-template` prints holds a template: as it is, or as text, which has no lines of its own. */
function unwrapped(data: PlacedData): PlacedData[] {
  const body = isObject(data.value) ? data.value.TemplateBody : undefined;
  return isObject(body) ? [partOf(data, 'TemplateBody')]
    : typeof body === 'string' ? readData(body).map(({ value }) => ({ value, place: placeOf(data, ['TemplateBody']), places: new Map() }))
      : [data];
}

/** What was only found must have a resource that looks like one: other tools have files with `Resources` too. */
function isTemplate({ value }: PlacedData, { isFound }: InputFile): boolean {
  if (!isObject(value) || !isObject(value.Resources)) {
    return false;
  }
  const isResource = ([id, resource]: [string, unknown]) =>
    id.startsWith('Fn::') || (isObject(resource) && String(resource.Type).includes('::'));
  return !isFound || value.AWSTemplateFormatVersion !== undefined || Object.entries(value.Resources).some(isResource);
}

function iamOf(data: PlacedData, { file }: InputFile): Source | undefined {
  const found = readIamJson(data.value);
  if (found === undefined) {
    return undefined;
  }
  const roles = new Map(found.roles.map((role) => [role.role.at, role]));
  const tooLarge = found.roles.filter(({ role: { trust, policies } }) =>
    ![trust, ...policies.map(({ document }) => document)].every(isOfSize));
  return {
    file,
    roles: found.roles.filter((role) => !tooLarge.includes(role)).map(({ role }) => role),
    others: [],
    manifests: [],
    isTemplate: false,
    problems: [
      ...found.isPartial ? [new InputProblem('is one page of several: have all roles listed, without --max-items and --no-paginate')] : [],
      ...tooLarge.map(({ role: { at }, keys }) => new InputProblem(`the role ${show(at)} is too large to be judged`, placeOf(data, keys))),
    ],
    whereIs: (at) => {
      const { keys, role: { roleName } } = roles.get(at)!;
      return { file, place: placeOf(data, keys), resource: roleName ?? '(a trust policy)', roleName };
    },
  };
}

function kubernetesOf(data: PlacedData, { file }: InputFile): Source | undefined {
  const { value } = data;
  if (!isObject(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') {
    return undefined;
  }
  const kind = value.kind.slice(0, -'List'.length); // of the items of a ServiceAccountList, which have none of their own
  const objects = value.kind.endsWith('List') && Array.isArray(value.items)
    ? value.items.map((item, i) => ({ object: { kind, ...item }, place: placeOf(data, ['items', String(i)]) }))
    : [{ object: value, place: data.place }];
  const found = objects.flatMap(({ object, place }) =>
    serviceAccountOf(object, `${place.line}:${place.column}`).map((manifest) => ({ manifest, place })));
  const places = new Map(found.map((item) => [item.manifest.at, item]));
  return {
    file,
    roles: [],
    others: [],
    manifests: found.map(({ manifest }) => manifest),
    isTemplate: false,
    problems: [],
    whereIs: (at) => {
      const { manifest, place } = places.get(at)!;
      return { file, place, resource: `${manifest.namespace}/${manifest.name}` };
    },
  };
}
