import { GivenParameters } from './given-parameters';
import type { InputFile } from './input-file';
import type { FilePart, Origin } from './inventory';
import { readStacks } from './linked-templates';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readData } from './read-data';
import { requireSizes } from './sizes';
import type { FileData, Source, SourceReader } from './source-reader';
import { acknowledgementsOf } from './written-acknowledgements';
import { nestedStackOf } from '../cloudformation/construct-metadata';
import type { StackTemplate } from '../cloudformation/linked-stacks';
import { NESTED_STACK_TYPE, STACK_SET_TYPE } from '../cloudformation/resource-types';
import { macrosOf } from '../cloudformation/template-macros';
import { withValue } from '../cloudformation/template-parameters';
import type { Parameters } from '../cloudformation/template-parameters';
import { addTo } from '../core/add-to';
import { placeOf, TextError } from '../core/placed-data';
import type { PlacedData } from '../core/placed-data';
import { isObject, mapOf } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';

type Item = Record<string, any>;

/** A template among those that it is deployed with. */
interface Stack extends FileData {
  readonly id: string;
  /** Its resources, without those that are too large. */
  readonly resources: Item;
  readonly problems: readonly InputProblem[];
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** CloudFormation templates: files, what `aws cloudformation get-template` prints, and those of cloud assemblies. */
export const TEMPLATE: Source = {
  title: 'a CloudFormation template',
  sign: /AWS::\w+::|AWSTemplateFormatVersion/,
  makeReader: ({ parameters, sharedParameters: shared }) =>
    new TemplateFilesReader(shared ?? new GivenParameters(parameters), shared !== undefined),
};

class TemplateFilesReader implements SourceReader {
  private readonly templates: FileData[] = [];

  public constructor(private readonly given: GivenParameters, private readonly isShared: boolean) {}

  public take(file: FileData): boolean {
    const isTaken = isTemplate(file.data, file.input);
    this.templates.push(...isTaken ? [file, ...templatesOfStackSets(file)] : []);
    return isTaken;
  }

  public parts(problems: Problem[]): FilePart[] {
    const parts = readTemplates(this.templates, this.given, problems);
    problems.push(...this.isShared ? [] : this.given.problems());
    return parts;
  }
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

/** The templates that stand as text in stack sets. Where something is in the text is not told: the place is that of the stack set. */
function templatesOfStackSets({ input: { path, file, isFound }, data }: FileData): FileData[] {
  return Object.entries(mapOf(mapOf(data.value).Resources)).flatMap(([id, resource]) => {
    const { Type: type, Properties: properties } = mapOf(resource);
    const { TemplateBody: text, ...set } = mapOf(properties);
    const input = { path, file, isFound };
    return type !== STACK_SET_TYPE || typeof text !== 'string' ? [] : dataOf(text)
      .map(({ value }) => ({ input, data: { value: withParametersOf(set, value), place: placeOf(data, ['Resources', id]), places: new Map<string, Position>() } }))
      .filter((template) => isTemplate(template.data, input));
  });
}

/** A template with the values that a stack set gives its parameters, if no account has others. */
function withParametersOf({ Parameters: given, StackInstancesGroup: groups }: Record<string, unknown>, template: unknown): unknown {
  const hasOthers = (Array.isArray(groups) ? groups : []).some((group) => mapOf(group).ParameterOverrides !== undefined);
  const { Parameters: declared } = mapOf(template);
  const values = (hasOthers || !Array.isArray(given) ? [] : given).map(mapOf).flatMap(({ ParameterKey: key, ParameterValue: value }) =>
    typeof key === 'string' && typeof value === 'string' && Object.hasOwn(mapOf(declared), key) ? [{ key, value }] : []);
  return values.length === 0 ? template
    : { ...mapOf(template), Parameters: values.reduce((all: Parameters, { key, value }) => withValue(all, key, value), mapOf(declared)) };
}

function dataOf(text: string): PlacedData[] {
  try {
    return readData(text, false);
  } catch (error) {
    if (error instanceof TextError) {
      return []; // CloudFormation takes no such text
    }
    throw error;
  }
}

/** Reads templates: those of one cloud assembly together, since they refer to each other, and each other one by itself. */
function readTemplates(templates: readonly FileData[], given: GivenParameters, problems: Problem[]): FilePart[] {
  const groups = new Map<string, FileData[]>();
  templates.forEach((template, i) => {
    const key = template.input.stack?.assembly ?? `template ${i}`;
    addTo(groups, key, [template]);
  });
  return [...groups.values()].flatMap((group) => readSeparately(group, given, problems));
}

/** What cannot be read is said, and takes nothing from the rest of its group. */
function readSeparately(group: readonly FileData[], given: GivenParameters, problems: Problem[]): FilePart[] {
  try {
    return readGroup(group, given);
  } catch (error) {
    if (group.length > 1) {
      return group.flatMap((template) => readSeparately([template], given, problems));
    }
    problems.push(problemOf(group[0].input.file, error));
    return [];
  }
}

function readGroup(group: readonly FileData[], given: GivenParameters): FilePart[] {
  const stacks = new Map(withIds(group).map((stack) => [stack.id, stack]));
  const read = readStacks([...stacks.values()].map((stack) => stackTemplate(stack, given)));
  const parts = new Map([...read].map(([id, part]): [string, FilePart] => {
    const names = new Map(part.roles.map(({ at, roleName }) => [at, roleName]));
    const { input: { file }, problems, data } = stacks.get(id)!;
    const originOf = (at: string): Origin => {
      const slash = at.lastIndexOf('/'); // the policy of another stack
      return slash < 0 ? originIn(stacks.get(id)!, at, names.get(at)) : parts.get(at.slice(0, slash))!.originOf(at.slice(slash + 1));
    };
    return [id, { ...part, file, refersByLogicalId: true, originOf, problems, notes: notesOnMacros(data) }];
  }));
  return [...parts.values()];
}

/** What a macro makes of a template nobody can tell who does not run it. */
function notesOnMacros(data: PlacedData): InputProblem[] {
  return macrosOf(data.value).map((name) => new InputProblem(
    `is changed by the macro ${show(name)} before it is deployed, and is judged as it was before: audit what "aws cloudformation get-template --template-stage Processed" prints, too`,
    placeOf(data, ['Transform'])));
}

function stackTemplate({ id, input: { file, stack }, parent, data, resources }: Stack, given: GivenParameters): StackTemplate {
  const stackName = parent === undefined ? stack?.stackName : undefined;
  const template = data.value as Item;
  const parameters = mapOf(template.Parameters);
  return {
    id,
    stackName,
    account: stack?.account,
    region: stack?.region,
    parent,
    template: { ...template, Resources: resources, Parameters: parent === undefined ? given.into(parameters, file) : parameters },
  };
}

function originIn({ id, input: { file, stack }, data }: Stack, at: string, roleName: string | undefined): Origin {
  const { Resources: resources } = data.value as Item;
  const { path, acknowledged } = acknowledgementsOf(at, Object.hasOwn(resources, at) ? resources[at] : undefined, id, stack?.metadata);
  return { file, place: placeOf(data, ['Resources', at]), resource: at, roleName, path, acknowledged };
}

/** Names the templates as `IrsaChecks` names stacks, so that ids of findings are the same: by the path of the construct. */
function withIds(group: readonly FileData[]): Stack[] {
  const stacks: Stack[] = [];
  const taken = new Set<string>();
  const name = (wanted: string) => {
    let id = wanted;
    for (let i = 2; taken.has(id); i++) {
      id = `${wanted}#${i}`;
    }
    taken.add(id);
    return id;
  };
  const make = (template: FileData, wanted: string, parent?: Stack['parent']) => {
    const { data } = template;
    const { sized: resources, problems } = requireSizes((data.value as Item).Resources, (id) => placeOf(data, ['Resources', id]));
    const stack = { ...template, id: name(wanted), resources, problems, parent };
    stacks.push(stack);
    return stack;
  };
  const assets = group.filter(({ input }) => input.stack?.objectKeys !== undefined);
  const open = group.filter((template) => !assets.includes(template))
    .map((template) => make(template, template.input.stack?.path ?? template.input.file));
  while (open.length > 0) {
    const stack = open.pop()!;
    for (const [logicalId, resource] of Object.entries<any>(stack.resources)) {
      const nested = resource?.Type === NESTED_STACK_TYPE ? assets.find((asset) => isTemplateOf(asset, resource)) : undefined;
      if (nested !== undefined) {
        assets.splice(assets.indexOf(nested), 1);
        open.push(make(nested, pathOfNested(stack, logicalId, resource) ?? nested.input.file, { id: stack.id, logicalId }));
      }
    }
  }
  assets.forEach((asset) => make(asset, asset.input.file)); // products, stack sets
  return stacks;
}

/** Whether a resource is made of a template: its URL ends in what the template is uploaded as. */
function isTemplateOf({ input: { path, stack } }: FileData, { Metadata: metadata, Properties: properties }: Item): boolean {
  const url = JSON.stringify(properties?.TemplateURL) ?? '';
  const name = metadata?.['aws:asset:path'];
  return stack!.objectKeys!.some((key) => url.includes(key)) || (typeof name === 'string' && name !== '' && path.endsWith(name));
}

function pathOfNested({ id, input: { stack } }: Stack, logicalId: string, resource: Item): string | undefined {
  const { path } = acknowledgementsOf(logicalId, resource, id, stack?.metadata);
  return path === undefined ? undefined : nestedStackOf(path);
}
