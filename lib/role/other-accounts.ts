import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { BUNDLE_PLACES } from './bundle-places';
import { otherWay, resourcePolicyOf } from './resource-policies';
import type { IServiceAccountRole } from './service-account-role-ref';
import { addTo } from '../core/add-to';
import { parseArn } from '../core/arn';
import type { ArnFields } from '../core/arn';
import { Annotations, Effect, Reference, Stack, Token, Tokenization } from '../core/cdk';
import { replaceTokens } from '../core/cdk-internals';
import { flatReference } from '../core/flat-reference';
import { partitionOfRegion } from '../core/partition';
import { PerSynthesis } from '../core/per-synthesis';
import { acknowledgedReason } from '../core/recorded-acknowledgement';
import { count, show } from '../core/text';

/** The name of the id, as it is acknowledged for one resource. */
export const OTHER_ACCOUNT = 'cdk-irsa:resourceOfOtherAccount';

/** A statement of a bundle, as it was given to the role. */
export interface GivenStatement {
  readonly bundleId: string;
  /** Which of the role's bundles it is. */
  readonly index: number;
  readonly statement: PolicyStatement;
}

/** What a bundle allows on one resource of another account. */
interface ForeignUse extends GivenStatement {
  readonly account: string;
  readonly fields: ArnFields;
  readonly arn: string;
  /** The whole resource: of an object of a bucket, the bucket. */
  readonly whole: string;
}

/**
 * Warns of resources of other accounts: IAM asks both accounts, and a bundle is the role's half only. Where an account is not known at
 * synth, nothing is said.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function warnOfOtherAccounts(role: IRole, statements: readonly GivenStatement[]): void {
  const own = accountOfRole(role);
  if (own === undefined) {
    return;
  }
  const byResource = new Map<string, ForeignUse[]>();
  let owners: BucketOwners | undefined; // asked for once by a role, and by few roles
  for (const use of statements.flatMap((given) => usesOf(given, role, () => owners ??= bucketOwners(role)))) {
    if (use.account !== own) {
      addTo(byResource, use.whole, [use]);
    }
  }
  for (const [resource, uses] of withoutSuffixes(byResource)) {
    const id = `${OTHER_ACCOUNT}[${resource}]`;
    // Older versions of CDK do not look at what Validations acknowledges.
    if (acknowledgedReason(role, id) === undefined) {
      Annotations.of(role).addWarningV2(id, messageOf(role, own, resource, uses));
    }
  }
}

/**
 * Each secret once: an ARN that may lack the six characters at its end (`secret:web-AbCdEf`) is in a policy as it is, and with any
 * six characters.
 */
function withoutSuffixes(byResource: ReadonlyMap<string, ForeignUse[]>): Map<string, ForeignUse[]> {
  const merged = new Map<string, ForeignUse[]>();
  for (const [resource, uses] of byResource) {
    const whole = resource.replace(/-\?{6}$/, '');
    addTo(merged, byResource.has(whole) ? whole : resource, uses);
  }
  return merged;
}

function messageOf(role: IRole, own: string, resource: string, uses: readonly ForeignUse[]): string {
  const [{ account, fields }] = uses;
  const places = BUNDLE_PLACES.get(role);
  const bundles = new Map(uses.map(({ index, bundleId }) => [index, `${show(bundleId)}${places?.[index] === undefined ? '' : ` (${places[index]})`}`]));
  const begin = `${resource} is of account ${account} and the role of ${own}, so both must allow what ${bundles.size === 1 ? 'the bundle' : 'the bundles'} ` +
    `${[...bundles.values()].join(' and ')} ${bundles.size === 1 ? 'gives' : 'give'}, which is the role's half only: `;
  const kind = resourcePolicyOf(fields);
  const allowed = kind ? pasted(role, uses, kind) : [];
  if (!kind || allowed.length === 0) {
    return begin + otherWay(fields);
  }
  const note = kind.note === undefined ? '' : `, and ${kind.note}`;
  return `${begin}the policy of the ${kind.noun} needs ${count(allowed.length, 'statement')}${note}: ${allowed.map((item) => JSON.stringify(item)).join(', ')}`;
}

/** The other half, as it stands in the policy of the resource. */
function pasted(role: IRole, uses: readonly ForeignUse[], kind: NonNullable<ReturnType<typeof resourcePolicyOf>>): object[] {
  const byStatement = new Map<PolicyStatement, string[]>();
  uses.forEach(({ statement, arn }) => addTo(byStatement, statement, [arn]));
  const texts = [...byStatement].flatMap(([statement, arns]) => {
    const [{ fields: { service } }] = uses;
    // A bundle's statement may name several services' resources only by hand; an action of another service means nothing here.
    const actions = statement.actions.filter((action) => action === '*' || action.toLowerCase().startsWith(`${service}:`))
      .filter((action) => kind.actions?.test(action) ?? true);
    const conditions = readable(role, statement.conditions);
    return actions.length === 0 ? [] : [JSON.stringify({
      Effect: 'Allow',
      Principal: { AWS: principalOf(role) },
      Action: actions,
      ...kind.resource === 'none' ? {} : { Resource: kind.resource === 'all' ? '*' : arns },
      ...Object.keys(conditions).length === 0 ? {} : { Condition: conditions },
    })];
  });
  return [...new Set(texts)].map((text) => JSON.parse(text) as object);
}

/** The role's ARN, or what must be put in its place where only the deploy knows it. */
function principalOf(role: IRole): string {
  let arn = readable(role, role.roleArn);
  try {
    arn = (role as Partial<IServiceAccountRole>).literalRoleArn?.() ?? arn;
  } catch {
    // a part of it is known only at deploy time
  }
  return arn.includes('<') ? `<ARN of the role ${role.node.path}>` : arn;
}

function usesOf(given: GivenStatement, role: IRole, owners: () => BucketOwners): ForeignUse[] {
  const { statement } = given;
  return statement.effect !== Effect.ALLOW ? [] : statement.resources.flatMap((resource) => {
    const arn: unknown = readable(role, resource);
    const fields = typeof arn === 'string' ? parseArn(arn) : undefined;
    if (!fields) {
      return useOfReference(given, resource);
    }
    // Whom a role trusts, its own policy says in any account.
    const account = fields.service === 'iam' ? undefined
      : /^\d{12}$/.test(fields.account) ? fields.account : fields.account === '' ? ownerOf(resource, arn as string, fields, owners) : undefined;
    return account === undefined ? [] : [{ ...given, account, fields, arn: arn as string, whole: wholeOf(arn as string, fields) }];
  });
}

/** What CDK names by a reference alone, such as `CfnQueue.attrArn`: its account is that of its stack, and its ARN only the deploy knows. */
function useOfReference(given: GivenStatement, resource: string): ForeignUse[] {
  const target = targetOf(resource);
  const { cfnResourceType: type } = (target ?? {}) as { readonly cfnResourceType?: string };
  const account = target && known(Stack.of(target).account);
  if (target === undefined || account === undefined || type === undefined || type.startsWith('AWS::IAM::')) {
    return [];
  }
  const services = given.statement.actions.map((action) => action.split(':')[0].toLowerCase());
  const ofType = type.split('::')[1].toLowerCase();
  const service = services.includes(ofType) ? ofType : services[0];
  const whole = `<ARN of ${target.node.path}>`;
  return [{ ...given, account, fields: { partition: '', service, region: '', account, resource: '' }, arn: replaceTokens(resource, whole), whole }];
}

/** What the first reference in a text is to. */
function targetOf(resource: string): IConstruct | undefined {
  const tokens = Token.isUnresolved(resource) ? Tokenization.reverseString(resource).tokens : [];
  return tokens.find((token): token is Reference => Reference.isReference(token))?.target;
}

/** The account of what has none in its ARN, a bucket: from its construct. */
function ownerOf(resource: string, arn: string, fields: ArnFields, owners: () => BucketOwners): string | undefined {
  if (fields.service !== 's3') {
    return undefined;
  }
  const target = targetOf(resource);
  return target ? known(Stack.of(target).account) : owners().get(arn.split('/')[0]);
}

type BucketOwners = ReadonlyMap<string, string | undefined>;
const OWNERS = new PerSynthesis<BucketOwners>('bucketOwners');

/** Imported buckets that say of which account they are, by their ARNs; of what two say differently nothing is known. */
function bucketOwners(role: IRole): BucketOwners {
  const { root } = role.node;
  return OWNERS.get(root, role, () => {
    const found = new Map<string, string | undefined>();
    for (const node of root.node.findAll()) {
      const { bucketArn, env } = node as IConstruct & { readonly bucketArn?: unknown; readonly env?: { readonly account: string } };
      if (typeof bucketArn === 'string' && env && !Token.isUnresolved(env.account) && env.account !== Stack.of(node).account) {
        const arn = readable(node, bucketArn);
        found.set(arn, found.has(arn) && found.get(arn) !== env.account ? undefined : env.account);
      }
    }
    return found;
  });
}

/** A value as text that a person can paste: what the environment of the stack says is filled in. */
function readable<T>(scope: IConstruct, value: T): T {
  if (typeof value === 'string' && !Token.isUnresolved(value)) {
    return value;
  }
  const text = JSON.stringify(value, (_, item) => typeof item === 'string' && Token.isUnresolved(item) ? filled(item, scope) : item);
  return JSON.parse(text) as T;
}

function filled(value: string, scope: IConstruct): string {
  const { account, region } = Stack.of(scope);
  const values: Record<string, string> = {
    Partition: (Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name) ?? '<partition>', // a colon would end the field of an ARN
    Region: known(region) ?? '<region>',
    AccountId: known(account) ?? '<account>',
  };
  return flatReference(Stack.of(scope).resolve(value)).replace(/<AWS::(Partition|Region|AccountId)>/g, (_, name: string) => values[name]);
}

function wholeOf(arn: string, fields: ArnFields): string {
  const [whole = fields.resource] = resourcePolicyOf(fields)?.whole.exec(fields.resource) ?? [];
  return arn.slice(0, arn.length - fields.resource.length) + whole;
}

function accountOfRole(role: IRole): string | undefined {
  return known(role.env.account) ?? known(role.principalAccount ?? '');
}

function known(account: string): string | undefined {
  return account === '' || Token.isUnresolved(account) ? undefined : account;
}
