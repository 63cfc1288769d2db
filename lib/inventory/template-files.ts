import { readStacks } from './linked-templates';
import type { StackTemplate } from './linked-templates';
import { placeOf } from './placed-data';
import { problemOf } from './problem';
import type { InputProblem, Problem } from './problem';
import { requireSizes } from './sizes';
import type { Source, TemplateData, Where } from './source';
import { acknowledgementsOf } from './written-acknowledgements';
import { nestedStackOf } from '../cloudformation/construct-metadata';
import { addTo } from '../core/add-to';

type Item = Record<string, any>;

/** A template among those that it is deployed with. */
interface Stack extends TemplateData {
  readonly id: string;
  /** Its resources, those that are not judged left out. */
  readonly resources: Item;
  readonly problems: readonly InputProblem[];
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** Reads templates: those of one cloud assembly together, since they refer to each other, and each other one by itself. */
export function readTemplates(templates: readonly TemplateData[], problems: Problem[]): Source[] {
  const groups = new Map<string, TemplateData[]>();
  templates.forEach((template, i) => {
    const key = template.input.stack?.assembly ?? `template ${i}`;
    addTo(groups, key, [template]);
  });
  return [...groups.values()].flatMap((group) => readSeparately(group, problems));
}

/** What cannot be read is said, and takes nothing from the rest of its group. */
function readSeparately(group: readonly TemplateData[], problems: Problem[]): Source[] {
  try {
    return readGroup(group);
  } catch (error) {
    if (group.length > 1) {
      return group.flatMap((template) => readSeparately([template], problems));
    }
    problems.push(problemOf(group[0].input.file, error));
    return [];
  }
}

function readGroup(group: readonly TemplateData[]): Source[] {
  const stacks = new Map(withIds(group).map((stack) => [stack.id, stack]));
  const judged = readStacks([...stacks.values()].map(stackTemplate));
  const sources = new Map([...judged].map(([id, { roles, others, manifests }]): [string, Source] => {
    const names = new Map(roles.map(({ at, roleName }) => [at, roleName]));
    const { input: { file }, problems } = stacks.get(id)!;
    const whereIs = (at: string): Where => {
      const slash = at.lastIndexOf('/'); // the policy of another stack
      return slash < 0 ? whereIn(stacks.get(id)!, at, names.get(at)) : sources.get(at.slice(0, slash))!.whereIs(at.slice(slash + 1));
    };
    return [id, { file, roles, others, manifests, isTemplate: true, whereIs, problems }];
  }));
  return [...sources.values()];
}

function stackTemplate({ id, input: { stack }, parent, data, resources }: Stack): StackTemplate {
  const stackName = parent === undefined ? stack?.stackName : undefined;
  return { id, stackName, account: stack?.account, parent, template: { ...data.value as Item, Resources: resources } };
}

function whereIn({ id, input: { file, stack }, data }: Stack, at: string, roleName: string | undefined): Where {
  const { Resources: resources } = data.value as Item;
  const { path, acknowledged } = acknowledgementsOf(at, Object.hasOwn(resources, at) ? resources[at] : undefined, id, stack?.metadata);
  return { file, place: placeOf(data, ['Resources', at]), resource: at, roleName, path, acknowledged };
}

/** Names the templates as `IrsaChecks` names stacks, so that ids of findings are the same: by the path of the construct. */
function withIds(group: readonly TemplateData[]): Stack[] {
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
  const make = (template: TemplateData, wanted: string, parent?: Stack['parent']) => {
    const { data } = template;
    const { judged: resources, problems } = requireSizes((data.value as Item).Resources, (id) => placeOf(data, ['Resources', id]));
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
      const nested = resource?.Type === 'AWS::CloudFormation::Stack' ? assets.find((asset) => isTemplateOf(asset, resource)) : undefined;
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
function isTemplateOf({ input: { path, stack } }: TemplateData, { Metadata: metadata, Properties: properties }: Item): boolean {
  const url = JSON.stringify(properties?.TemplateURL) ?? '';
  const name = metadata?.['aws:asset:path'];
  return stack!.objectKeys!.some((key) => url.includes(key)) || (typeof name === 'string' && name !== '' && path.endsWith(name));
}

function pathOfNested({ id, input: { stack } }: Stack, logicalId: string, resource: Item): string | undefined {
  const { path } = acknowledgementsOf(logicalId, resource, id, stack?.metadata);
  return path === undefined ? undefined : nestedStackOf(path);
}
