import type { IConstruct } from 'constructs';
import { requestTags, resourceTags } from './load-balancer-controller-statements';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { isCommercial, regionalArns } from '../resources/place';
import { allow } from '../statement';

const CERTIFICATES = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy_acm_certs.json';

/** Certificates that the controller requests for the hosts of an Ingress, validated in given zones or issued by given authorities. */
export function certificateStatements(
  scope: IConstruct, place: ClusterPlace, zones: readonly string[], authorities: readonly string[],
): BundleStatement[] {
  const resources = regionalArns(place, 'acm', 'certificate/*');
  const later = { reason: 'a certificate gets its id when it is requested; the tag with the name of the cluster limits it', source: CERTIFICATES };
  return [
    allow({
      actions: ['acm:RequestCertificate'],
      resources: ['*'],
      conditions: { StringEquals: requestTags(place) },
      evidence: { reason: 'the actions to request a certificate support no resource; the tag that it gets limits it', source: CERTIFICATES },
    }),
    allow({ actions: ['acm:AddTagsToCertificate'], resources, conditions: { StringEquals: requestTags(place) }, evidence: later }),
    allow({ actions: ['acm:DeleteCertificate'], resources, conditions: { StringEquals: resourceTags(place) }, evidence: later }),
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
        conditions: isCommercial(place, scope)
          ? { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'] } } : undefined,
      }),
    ] : []),
  ];
}
