import { APPLICATION_LOAD_BALANCERS, POLICY } from './load-balancer-controller-statements';
import { isAtLeast } from './version';
import type { BundleStatement } from '../policy-bundle';
import { globalArn, regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';

const GUIDE = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide';
const ANNOTATIONS = `${GUIDE}/ingress/annotations/`;

const OF_ANY_LOAD_BALANCER = {
  reason: 'a load balancer gets its id when it is made, and the action knows no condition on its tags', source: POLICY,
};
const WHICHEVER_STANDS = { reason: 'the web ACL that a load balancer has at the time may be any of the region', source: POLICY };

function balancers(place: Place): string[] {
  return regionalArns(place, 'elasticloadbalancing', APPLICATION_LOAD_BALANCERS);
}

/** Which web ACL a load balancer has: asked only of those with the annotation since 2.8.2, before of each. */
export function webAclReadStatements(place: Place): BundleStatement[] {
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
export function webAclStatements(place: Place, webAcls: readonly string[], classic: readonly string[], version: string): BundleStatement[] {
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
      actions: ['elasticloadbalancing:SetWebAcl', ...(webAcls.length > 0 && isAtLeast(version, '2.14.1') ? ['wafv2:ListWebACLs'] : [])],
      resources: ['*'],
      evidence: { reason: 'a web ACL may be named in an annotation, and the actions support no resource', source: ANNOTATIONS },
    }),
  ];
}

function protections(place: Place): string[] {
  return [globalArn(place, 'shield', 'protection/*')];
}

/** Which protection of Shield Advanced a load balancer has: as with web ACLs. */
export function protectionReadStatements(place: Place): BundleStatement[] {
  const evidence = { reason: 'a protection is found by its load balancer, its id is not known before', source: POLICY };
  return [allow({ actions: ['shield:DescribeProtection'], resources: protections(place), evidence })];
}

export function protectionStatements(place: Place): BundleStatement[] {
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

export function userPoolStatements(userPools: readonly string[]): BundleStatement[] {
  return userPools.length === 0 ? [] : [allow({ actions: ['cognito-idp:DescribeUserPoolClient'], resources: userPools })];
}

export function serverCertificateStatements(place: Place): BundleStatement[] {
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

export function customerOwnedIpPoolStatements(place: Place): BundleStatement[] {
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

export function resourceGroupsTaggingStatements(): BundleStatement[] {
  return [allow({
    actions: ['tag:GetResources'],
    resources: ['*'],
    evidence: {
      reason: 'the controller finds load balancers by their tags, and the actions for it support no resource',
      source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/',
    },
  })];
}
