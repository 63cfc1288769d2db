import { arnOf, modelOf, world } from './world';
import type { World } from './world';
import { differencesBetween } from '../../../lib/access/differences/differences';
import { ACCOUNT } from '../inventory-fixture';

type Json = any;

// What associations of EKS Pod Identity change, where no policy and no trust does.

function pods(): World {
  const of = structuredClone(world());
  delete of.Association.Properties.Policy;
  of.Association.Properties.DisableSessionTags = false;
  of.Thumbs.Properties.Policies[0].PolicyDocument.Statement.push({ Effect: 'Allow', Action: 's3:PutObjectTagging', Resource: 'arn:aws:s3:::acme-media/${aws:PrincipalTag/kubernetes-namespace}/*' });
  return of;
}

const association = (others: object) => ({ Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'web', RoleArn: arnOf('thumbs'), ...others } });

const CHANGES: readonly (readonly [name: string, change: (world: World) => void, lines: readonly Json[][]])[] = [
  ['one more, of a role with the same trust', (w) => { w.Web = association({}); }, [['role thumbs', 'mayBecome', 'shop/web of cluster green, by EKS Pod Identity']]],
  ['of another cluster', (w) => { w.Web = association({ ClusterName: 'blue', ServiceAccount: 'thumbs' }); }, [['role thumbs', 'mayBecome', 'shop/thumbs of cluster blue, by EKS Pod Identity']]],
  ['none', (w) => { delete w.Association; }, [['role thumbs', 'mayNoLongerBecome', 'shop/thumbs of cluster green, by EKS Pod Identity']]],
  ['another role that is not among the paths', (w) => { w.Association.Properties.RoleArn = arnOf('else'); }, [
    ['role thumbs', 'mayNoLongerBecome', 'shop/thumbs of cluster green, by EKS Pod Identity'],
    ['service account shop/thumbs of cluster green', 'gets', `role ${arnOf('else')} in place of role ${arnOf('thumbs')}, by its association: running pods have the old one until restarted`],
  ]],
  ['a role that it goes on to', (w) => { w.Association.Properties.TargetRoleArn = arnOf('writer'); }, [
    ['role thumbs', 'mayNoLongerBecome', 'shop/thumbs of cluster green, by EKS Pod Identity'],
    ['service account shop/thumbs of cluster green', 'gets', `no role: its association names the target role ${arnOf('writer')}, which its role cannot assume: running pods have the old one until restarted`],
  ]],
  ['a role that it goes on to and that is not among the paths', (w) => { w.Association.Properties.TargetRoleArn = arnOf('else'); }, [
    ['role thumbs', 'mayNoLongerBecome', 'shop/thumbs of cluster green, by EKS Pod Identity'],
    ['service account shop/thumbs of cluster green', 'gets', `role ${arnOf('else')}, which the role of its association assumes: running pods have the old one until restarted`],
  ]],
  ['no session tags', (w) => { w.Association.Properties.DisableSessionTags = true; }, [
    ['role thumbs', 'loses', 'tags objects below acme-media/<the pod\'s namespace>/ (the session of green/shop/thumbs)'],
  ]],
];

const linesOf = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after))
  .flatMap(({ subject, differences }) => differences.map(({ kind, text }) => [subject, kind, text]));

test.each(CHANGES)('an association: %s', (_, change, lines) => {
  const [before, after] = [pods(), pods()];
  change(after);
  expect(linesOf(before, after)).toEqual(lines);
  expect(linesOf(after, before)).toHaveLength(lines.length);
});

test('a trust that asks for the tags no longer lets the session begin', () => {
  const [before, after] = [pods(), pods()];
  [before, after].forEach((of) => {
    of.Thumbs.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['aws:RequestTag/kubernetes-namespace'] = 'shop';
  });
  after.Association.Properties.DisableSessionTags = true;
  expect(linesOf(before, after)).toContainEqual(['role thumbs', 'mayNoLongerBecome', 'shop/thumbs of cluster green, by EKS Pod Identity']);
});

test('tags that no policy reads, and tags of the association itself, are no line', () => {
  const [before, after] = [pods(), pods()];
  [before, after].forEach((of) => of.Thumbs.Properties.Policies[0].PolicyDocument.Statement.pop());
  after.Association.Properties.DisableSessionTags = true;
  after.Association.Properties.Tags = [{ Key: 'a', Value: ACCOUNT }];
  expect(linesOf(before, after)).toEqual([]);
});
