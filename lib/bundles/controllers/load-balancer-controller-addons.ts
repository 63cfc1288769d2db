import type { IConstruct } from 'constructs';
import type { ClusterPlace } from './cluster-bound';
import { APPLICATION_LOAD_BALANCERS, NOT_TAGGING, POLICY, tagged, tagging } from './load-balancer-controller-statements';
import { Stack, Token } from '../../core/cdk';
import { globalArn, regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { serviceLinkedRole } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';
import { isAtLeast } from './version';
import { partitionOfRegion } from '../../core/partition';

const GUIDE = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide';
const ANNOTATIONS = `${GUIDE}/ingress/annotations/`;
export const ACCELERATOR_POLICY = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/aga_controller_iam_policy.json';
const CERTIFICATES = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy_acm_certs.json';

const OF_ANY_LOAD_BALANCER = {
  reason: 'a load balancer gets its id when it is made, and the action knows no condition on its tags', source: POLICY,
};
const WHICHEVER_STANDS = { reason: 'the web ACL that a load balancer has at the time may be any of the region', source: POLICY };

function balancers(place: Place): string[] {
  return regionalArns(place, 'elasticloadbalancing', APPLICATION_LOAD_BALANCERS);
}

/** Which web ACL a load balancer has: asked only of those with the annotation since 2.9, before of each. */
export function readingWebAcls(place: Place): BundleStatement[] {
  const webAcls = regionalArns(place, 'wafv2', 'regional/webacl/*/*');
  return [
    allow({ actions: ['wafv2:GetWebACL', 'wafv2:GetWebACLForResource'], resources: webAcls, evidence: WHICHEVER_STANDS }),
    allow({
      actions: ['wafv2:GetWebACLForResource', 'waf-regional:GetWebACLForResource'],
      resources: balancers(place),
      evidence: OF_ANY_LOAD_BALANCER,
    }),
  ];
}

/** Given web ACLs, of WAF and of WAF Classic. */
export function settingWebAcls(place: Place, webAcls: readonly string[], classic: readonly string[], version: string): BundleStatement[] {
  const services = [...(webAcls.length > 0 ? ['wafv2'] : []), ...(classic.length > 0 ? ['waf-regional'] : [])];
  if (services.length === 0) {
    return [];
  }
  return [
    ...(webAcls.length > 0 ? [allow({ actions: ['wafv2:AssociateWebACL'], resources: webAcls })] : []),
    ...(classic.length > 0 ? [allow({ actions: ['waf-regional:AssociateWebACL', 'waf-regional:GetWebACL'], resources: classic })] : []),
    allow({
      actions: services.flatMap((service) => [`${service}:AssociateWebACL`, `${service}:DisassociateWebACL`]),
      resources: balancers(place),
      evidence: OF_ANY_LOAD_BALANCER,
    }),
    allow({
      actions: ['elasticloadbalancing:SetWebAcl', ...(webAcls.length > 0 && isAtLeast(version, '2.15') ? ['wafv2:ListWebACLs'] : [])],
      resources: ['*'],
      evidence: { reason: 'a web ACL may be named in an annotation, and the actions support no resource', source: ANNOTATIONS },
    }),
  ];
}

function protections(place: Place): string[] {
  return [globalArn(place, 'shield', 'protection/*')];
}

/** Which protection of Shield Advanced a load balancer has: as with web ACLs. */
export function readingProtections(place: Place): BundleStatement[] {
  const evidence = { reason: 'a protection is found by its load balancer, its id is not known before', source: POLICY };
  return [allow({ actions: ['shield:DescribeProtection'], resources: protections(place), evidence })];
}

export function settingProtections(place: Place): BundleStatement[] {
  return [
    allow({
      actions: ['shield:CreateProtection'],
      resources: ['*'],
      evidence: { reason: 'the controller gives a protection no tags, and its actions to make one support no resource', source: ANNOTATIONS },
    }),
    allow({
      actions: ['shield:DeleteProtection'],
      resources: protections(place),
      evidence: { reason: 'a protection gets its id when it is made, and the controller gives it no tags', source: POLICY },
    }),
  ];
}

export function userPoolClients(userPools: readonly string[]): BundleStatement[] {
  return userPools.length === 0 ? [] : [allow({ actions: ['cognito-idp:DescribeUserPoolClient'], resources: userPools })];
}

export function serverCertificates(place: Place): BundleStatement[] {
  return [
    allow({
      actions: ['iam:GetServerCertificate'],
      resources: [globalArn(place, 'iam', 'server-certificate/*')],
      evidence: { reason: 'an annotation may name any server certificate of the account; its private key cannot be read', source: ANNOTATIONS },
    }),
    allow({
      actions: ['iam:ListServerCertificates'],
      resources: ['*'],
      evidence: { reason: 'server certificates are listed to find one, and the actions for it support no resource', source: POLICY },
    }),
  ];
}

export function customerOwnedIpPools(place: Place): BundleStatement[] {
  return [
    allow({
      actions: ['ec2:DescribeCoipPools'],
      resources: ['*'],
      evidence: { reason: 'Elastic Load Balancing looks for the pools of an Outpost, and the actions for it support no resource', source: POLICY },
    }),
    allow({
      actions: ['ec2:GetCoipPoolUsage'],
      resources: regionalArns(place, 'ec2', 'coip-pool/*'),
      evidence: { reason: 'an annotation may name any pool of the Outposts of the account', source: ANNOTATIONS },
    }),
  ];
}

export function resourceGroupsTagging(): BundleStatement[] {
  return [allow({
    actions: ['tag:GetResources'],
    resources: ['*'],
    evidence: {
      reason: 'the controller finds load balancers by their tags, and the actions for it support no resource',
      source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/',
    },
  })];
}

/** Accelerators have no region: the tag with the cluster's region tells clusters of the same name apart. */
export function accelerators(place: ClusterPlace): BundleStatement[] {
  const [all, listeners, groups] = ['*', '*/listener/*', '*/listener/*/endpoint-group/*']
    .map((resource) => globalArn(place, 'globalaccelerator', `accelerator/${resource}`));
  const regions = oneOrMore(place.regions);
  const made = { 'aws:RequestTag/aga.k8s.aws/resource': 'GlobalAccelerator', 'aws:RequestTag/elbv2.k8s.aws/cluster-region': regions, ...tagging(place) };
  const own = { 'aws:ResourceTag/aga.k8s.aws/resource': 'GlobalAccelerator', 'aws:ResourceTag/elbv2.k8s.aws/cluster-region': regions, ...tagged(place) };
  const later = { reason: 'the controller makes it at run time; the tags of the accelerator limit it to the clusters', source: ACCELERATOR_POLICY };
  const statement = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `globalaccelerator:${action}`), resources: [resource], conditions: { StringEquals: own }, evidence: later,
  });
  const reading = { reason: 'what an accelerator has is listed before it is known whose it is', source: ACCELERATOR_POLICY };
  return [
    serviceLinkedRole(place, 'globalaccelerator.amazonaws.com', 'AWSServiceRoleForGlobalAccelerator'),
    allow({
      actions: ['ec2:DescribeRegions', 'globalaccelerator:ListAccelerators', 'tag:GetResources'],
      resources: ['*'],
      evidence: { reason: 'the controller looks for accelerators and regions, and the actions support no resource', source: ACCELERATOR_POLICY },
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
    statement(listeners, 'CreateEndpointGroup', 'DeleteListener', 'DescribeListener', 'UpdateListener'),
    statement(groups, 'AddEndpoints', 'DeleteEndpointGroup', 'DescribeEndpointGroup', 'RemoveEndpoints', 'UpdateEndpointGroup'),
  ];
}

/** Certificates that the controller requests for the hosts of an Ingress, validated in given zones or issued by given authorities. */
export function certificates(
  scope: IConstruct, place: ClusterPlace, zones: readonly string[], authorities: readonly string[],
): BundleStatement[] {
  const resources = regionalArns(place, 'acm', 'certificate/*');
  const later = { reason: 'a certificate gets its id when it is requested; the tag with the name of the cluster limits it', source: CERTIFICATES };
  return [
    allow({
      actions: ['acm:RequestCertificate'],
      resources: ['*'],
      conditions: { StringEquals: tagging(place) },
      evidence: { reason: 'the actions to request a certificate support no resource; the tag that it gets limits it', source: CERTIFICATES },
    }),
    allow({ actions: ['acm:AddTagsToCertificate'], resources, conditions: { StringEquals: tagging(place) }, evidence: later }),
    allow({ actions: ['acm:DeleteCertificate'], resources, conditions: { StringEquals: tagged(place) }, evidence: later }),
    allow({
      actions: ['acm:ListTagsForCertificate'],
      resources,
      evidence: { reason: 'the controller reads the tags of each certificate of the region to find its own', source: CERTIFICATES },
    }),
    ...(authorities.length > 0 ? [allow({
      actions: ['acm-pca:GetCertificate', 'acm-pca:IssueCertificate', 'acm-pca:ListPermissions'], resources: authorities,
    })] : []),
    ...(zones.length > 0 ? [
      allow({
        actions: ['route53:ListHostedZones'],
        resources: ['*'],
        evidence: { reason: 'the controller lists zones to find the one of a host, and the actions for it support no resource', source: CERTIFICATES },
      }),
      allow({
        actions: ['route53:ChangeResourceRecordSets'],
        resources: zones,
        // ForAllValues is true where a key is absent. No request of this action lacks it: every change has a type.
        conditions: isCommercial(scope, place)
          ? { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'] } } : undefined,
      }),
    ] : []),
  ];
}

/** Elsewhere the condition keys of Route 53 are not documented. */
function isCommercial(scope: IConstruct, { partition }: Place): boolean {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(partition) ? Token.isUnresolved(region) || partitionOfRegion(region)?.name === 'aws' : partition === 'aws';
}
