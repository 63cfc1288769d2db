import { NOT_TAGGING, requestTags, resourceTags } from './load-balancer-controller-statements';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { globalArn } from '../resources/place';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';

export const ACCELERATOR_POLICY = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/aga_controller_iam_policy.json';

/** Accelerators have no region: the tag with the cluster's region tells clusters of the same name apart. */
export function acceleratorStatements(place: ClusterPlace): BundleStatement[] {
  const [all, listeners, groups] = ['*', '*/listener/*', '*/listener/*/endpoint-group/*']
    .map((resource) => globalArn(place, 'globalaccelerator', `accelerator/${resource}`));
  const regions = oneOrMore(place.regions);
  const made = { 'aws:RequestTag/aga.k8s.aws/resource': 'GlobalAccelerator', 'aws:RequestTag/elbv2.k8s.aws/cluster-region': regions, ...requestTags(place) };
  const own = { 'aws:ResourceTag/aga.k8s.aws/resource': 'GlobalAccelerator', 'aws:ResourceTag/elbv2.k8s.aws/cluster-region': regions, ...resourceTags(place) };
  const later = { reason: 'the controller makes it at run time; the tags of the accelerator limit it to the clusters', source: ACCELERATOR_POLICY };
  const statement = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `globalaccelerator:${action}`), resources: [resource], conditions: { StringEquals: own }, evidence: later,
  });
  const reading = { reason: 'what an accelerator has is listed before it is known whose it is', source: ACCELERATOR_POLICY };
  return [
    serviceLinkedRoleStatement(place, 'globalaccelerator.amazonaws.com', 'AWSServiceRoleForGlobalAccelerator'),
    allow({
      actions: ['tag:GetResources'],
      resources: ['*'],
      evidence: { reason: 'the controller finds its accelerators by their tags, and the action supports no resource', source: ACCELERATOR_POLICY },
    }),
    allow({ actions: ['globalaccelerator:ListListeners', 'globalaccelerator:ListTagsForResource'], resources: [all], evidence: reading }),
    allow({ actions: ['globalaccelerator:ListEndpointGroups'], resources: [listeners], evidence: reading }),
    allow({
      actions: ['globalaccelerator:CreateAccelerator'],
      resources: ['*'],
      conditions: { StringEquals: made },
      evidence: { reason: 'the actions to make an accelerator support no resource; the tags that it gets limit it', source: ACCELERATOR_POLICY },
    }),
    allow({ actions: ['globalaccelerator:TagResource'], resources: [all], conditions: { StringEquals: made }, evidence: later }),
    allow({
      actions: ['globalaccelerator:TagResource'],
      resources: [all],
      conditions: { Null: NOT_TAGGING, StringEquals: own },
      evidence: later,
    }),
    statement(all, 'CreateListener', 'DeleteAccelerator', 'DescribeAccelerator', 'UntagResource', 'UpdateAccelerator'),
    statement(listeners, 'CreateEndpointGroup', 'DeleteListener', 'UpdateListener'),
    statement(groups, 'AddEndpoints', 'DeleteEndpointGroup', 'RemoveEndpoints', 'UpdateEndpointGroup'),
  ];
}
