import { CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStackResourceCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { PodIdentityWorld } from './pod-identity-world';
import { BUCKETS, HOME_ACCOUNT, TARGET_ACCOUNT } from '../cases/pod-identity-cells';
import { associationOf } from '../gateway/pod-identity';
import { stackStatus } from '../support/stack';
import type { World } from '../support/world';

const STACK = 'associations';
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }] };
const roleArn = (name: string, account = HOME_ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const SOUND = { ClusterName: 'blue', Namespace: 'shop', ServiceAccount: 'web', RoleArn: roleArn('first') };
const policyOf = (length: number) => {
  const policy = (resource: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${resource}/*` }] });
  return policy('b'.repeat(length - policy('').length));
};

/** What EKS refuses of an association, and why: quoted where its words are known. */
const REFUSED: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['a second association of a service account', { ...SOUND, RoleArn: roleArn('second') }, /ResourceInUseException: Association already exists: a-[a-z0-9]{17}/],
  ['a cluster that does not exist', { ...SOUND, ClusterName: 'red' }, /ResourceNotFoundException: No cluster found for name: red\./],
  ['a namespace that is none', { ...SOUND, Namespace: 'Shop' }, /InvalidParameterException: The namespace must match/],
  ['a service account that is none', { ...SOUND, ServiceAccount: 'web*' }, /InvalidParameterException: The service account must match/],
  ['a role of another account', { ...SOUND, ServiceAccount: 'api', RoleArn: roleArn('first', TARGET_ACCOUNT) }, /InvalidParameterException: Cross-account pass role is not allowed\./],
  ['a role that does not exist', { ...SOUND, ServiceAccount: 'api', RoleArn: roleArn('none') }, /InvalidParameterException: Role provided in the request does not exist\./],
  ['a role whose ARN lacks its path', { ...SOUND, ServiceAccount: 'api', RoleArn: roleArn('path/first') }, /InvalidParameterException: Role provided in the request does not exist\./],
  ['a role that does not trust EKS', { ...SOUND, ServiceAccount: 'api', RoleArn: roleArn('untrusting') }, /InvalidParameterException: Trust policy of the role provided is invalid\./],
  ['a role that may not tag the session', { ...SOUND, ServiceAccount: 'api', RoleArn: roleArn('untagged') }, /InvalidParameterException: Trust policy of the role provided is invalid\./],
  ['a session policy with session tags', { ...SOUND, ServiceAccount: 'api', Policy: policyOf(200) }, /InvalidParameterException: Session tags must be disabled/],
  ['a session policy that is too long', { ...SOUND, ServiceAccount: 'api', DisableSessionTags: true, Policy: policyOf(2_049) }, /InvalidParameterException: The policy must have at most 2048 characters, got 2049/],
  ['a session policy that is no JSON', { ...SOUND, ServiceAccount: 'api', DisableSessionTags: true, Policy: '{' }, /InvalidParameterException: The policy is not valid JSON/],
  ['more than 50 tags', { ...SOUND, ServiceAccount: 'api', Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: 'v' })) }, /InvalidParameterException: A resource can have at most 50 tags/],
];

/** Associations in a stack: what changes in place, what is replaced, and what EKS refuses, by which a stack is rolled back. */
export async function podIdentityRefusals(world: World): Promise<void> {
  const { checks } = world;
  const pods = await PodIdentityWorld.of(world);
  const { home, clusters: { blue } } = pods;
  await Promise.all([
    pods.makeReader(home, 'first', TRUST, BUCKETS.home),
    pods.makeReader(home, 'second', TRUST, BUCKETS.home),
    pods.makeReader(home, 'untagged', { ...TRUST, Statement: [{ ...TRUST.Statement[0], Action: 'sts:AssumeRole' }] }, BUCKETS.home),
    pods.makeReader(home, 'untrusting', { ...TRUST, Statement: [{ ...TRUST.Statement[0], Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, BUCKETS.home),
  ]);
  const { cloudFormation } = home;
  const template = (Properties: object) => JSON.stringify({ Resources: { Association: { Type: 'AWS::EKS::PodIdentityAssociation', Properties } } });
  const idOf = async () => (await cloudFormation.send(new DescribeStackResourceCommand({ StackName: STACK, LogicalResourceId: 'Association' })))
    .StackResourceDetail!.PhysicalResourceId!;
  const update = async (Properties: object) => {
    await cloudFormation.send(new UpdateStackCommand({ StackName: STACK, TemplateBody: template(Properties) }));
    return stackStatus(home, STACK);
  };

  await cloudFormation.send(new CreateStackCommand({ StackName: STACK, TemplateBody: template(SOUND) }));
  const first = await idOf();
  checks.matches('associations: one is created', first, /^arn:aws:eks:eu-central-1:333344445555:podidentityassociation\/blue\/a-[a-z0-9]{17}$/);
  const changed = { ...SOUND, RoleArn: roleArn('second'), DisableSessionTags: true, TargetRoleArn: roleArn('any', TARGET_ACCOUNT), Policy: policyOf(2_048), Tags: [{ Key: 'team', Value: 'a' }] };
  checks.equal('associations: role, target, session tags, session policy and tags change in place', [await update(changed), await idOf()], ['UPDATE_COMPLETE', first]);
  const told = await associationOf(blue, { namespace: 'shop', serviceAccount: 'web' });
  checks.equal('associations: EKS tells them, and the external id of the target', [told?.roleArn, told?.disableSessionTags, told?.policy?.length, told?.tags, told?.externalId],
    [roleArn('second'), true, 2_048, { team: 'a' }, 'eu-central-1/333344445555/blue/shop/web']);
  checks.equal('associations: without them the external id is gone', [await update(SOUND), (await associationOf(blue, { namespace: 'shop', serviceAccount: 'web' }))?.externalId], ['UPDATE_COMPLETE', undefined]);

  for (const [what, properties, expected] of REFUSED) {
    checks.matches(`associations: EKS refuses ${what}`, await reasonOf(world, pods, template(properties)), expected);
  }
  checks.equal('associations: a change that EKS refuses is taken back', [await update({ ...SOUND, RoleArn: roleArn('untrusting') }), await idOf(), (await associationOf(blue, { namespace: 'shop', serviceAccount: 'web' }))?.roleArn],
    ['UPDATE_ROLLBACK_COMPLETE', first, roleArn('first')]);
  checks.equal('associations: another service account is another association', [await update({ ...SOUND, ServiceAccount: 'web2' }), (await idOf()) === first, await associationOf(blue, { namespace: 'shop', serviceAccount: 'web' })],
    ['UPDATE_COMPLETE', false, undefined]);
  await cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));
  checks.equal('associations: with their stack they are gone', await associationOf(blue, { namespace: 'shop', serviceAccount: 'web2' }), undefined);
}

/** Why a second stack fails, which is rolled back and deleted. */
async function reasonOf({ checks }: World, { home }: PodIdentityWorld, TemplateBody: string): Promise<string> {
  const StackName = `${STACK}-refused`;
  await home.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
  const status = await stackStatus(home, StackName);
  const { StackEvents = [] } = await home.cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  await home.cloudFormation.send(new DeleteStackCommand({ StackName }));
  if (status !== 'ROLLBACK_COMPLETE') {
    checks.fails(`associations: ${TemplateBody}`, `the stack must be rolled back, got ${status}`);
  }
  return StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason ?? status;
}
