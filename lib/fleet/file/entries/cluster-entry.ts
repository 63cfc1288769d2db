import { commonIdentity, identityKey } from './identity-entry';
import { ANNOTATION_PREFIX_FORMAT, THUMBPRINT } from '../../../cluster/kubernetes-issuer';
import { IssuerKind, PodTokens } from '../../../cluster/kubernetes-issuer-options';
import { shellWord } from '../../../core/escape';
import { ACCOUNT, AUDIENCE, CLUSTER_NAME, REGION } from '../../../core/names';
import { own } from '../../../core/plain-object';
import { explain } from '../../../core/text-format';
import type { TextFormat } from '../../../core/text-format';
import { issuerUrl } from '../types/issuer-url-type';
import { texts } from '../types/list-type';
import { object } from '../types/object-type';
import { choice, flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const ISSUER = object({
  kind: choice(Object.values(IssuerKind), 'Whose issuer it is: eks, or kubernetes for any other cluster (kops, OpenShift, EKS Anywhere, Rancher, k3s, AKS, GKE) whose issuer AWS can reach over the internet.').required(),
  podTokens: choice(Object.values(PodTokens), 'How pods get their tokens: webhook where the cluster runs amazon-eks-pod-identity-webhook, volume where each pod mounts its own (the folder pod-tokens has what to write into them). Default: webhook.'),
  annotationPrefix: text(ANNOTATION_PREFIX_FORMAT, 'What the annotations for that webhook begin with (its --annotation-prefix). Default: eks.amazonaws.com.'),
  thumbprints: texts(THUMBPRINT, 'With createProvider: SHA-1 thumbprints of the certificate authorities behind the issuer, where IAM does not know them. At most 5. Default: none.'),
  clientIds: texts(AUDIENCE, 'With createProvider: further audiences that the provider takes beside audience, such as openshift for the operators of OpenShift. Default: none.'),
}, {
  description: 'What is special to the issuer of a cluster that is none of EKS. Default: the issuer is one of EKS.',
  hint: (value) => typeof value !== 'string' ? undefined
    : isIssuerKind(value) ? `write { kind: ${value} }` : 'the URL of the issuer is written as "issuerUrl"',
});

/** A cluster. */
export const CLUSTER = object({
  account: text(ACCOUNT, "The account in which the cluster's OIDC provider is registered and the roles are created, in quotes.").required(),
  region: text(REGION, "The cluster's region.").required(),
  issuerUrl: issuerUrl('The issuer of its tokens, with or without https://. The command "aws eks describe-cluster --name <name> --query cluster.identity.oidc.issuer --output text" prints it; of another cluster "kubectl get --raw /.well-known/openid-configuration". Required unless the identity is podIdentity. Default: none.'),
  issuer: ISSUER,
  identity: identityKey('irsa'),
  createProvider: flag("Whether to create the cluster's IAM OIDC provider. An account can have one for each issuer: leave it off if it exists. Turning it off later deletes the provider, and every pod of the cluster loses its role, unless retainProvider was deployed before. Default: false.", false),
  retainProvider: flag('Whether CloudFormation keeps the provider in the account when it is removed from this file. Default: false.', false),
  clusterName: text(CLUSTER_NAME, "The cluster's name in EKS. Bundles for controllers need it: they are limited to resources that are tagged with it. Required for EKS Pod Identity. Default: none."),
  audience: text(AUDIENCE, "The audience (aud) of the tokens, in trust policies and in the ServiceAccounts' annotation. Default: sts.amazonaws.com."),
}, {
  requiredWhere: { keys: ['issuerUrl', 'clusterName'], of: neededKeys },
  whereToFind,
});

/** Where the value of a key that is missing is found. */
function whereToFind(key: string, { clusterName, region, issuer }: Record<string, unknown>, name: string): string | undefined {
  if (key === 'clusterName') {
    return 'the trust for EKS Pod Identity and the associations name the cluster by its name in EKS';
  }
  return key !== 'issuerUrl' ? undefined : own(issuer, 'kind') === IssuerKind.KUBERNETES
    ? 'kubectl get --raw /.well-known/openid-configuration prints it' : issuerCommand(clusterName ?? name, region);
}

function isIssuerKind(value: unknown): boolean {
  return Object.values<unknown>(IssuerKind).includes(value);
}

/** By what a role names the cluster, in each way. */
function neededKeys(cluster: unknown, file: unknown): string[] {
  const issuer: unknown = own(cluster, 'issuer');
  if (typeof issuer === 'string' && !isIssuerKind(issuer)) {
    return []; // the URL is there, under another key, which is reported
  }
  if (own(own(cluster, 'issuer'), 'kind') === IssuerKind.KUBERNETES) {
    return ['issuerUrl'];
  }
  return { irsa: ['issuerUrl'], podIdentity: ['clusterName'], both: ['issuerUrl', 'clusterName'] }[commonIdentity(cluster, file)];
}

/** The command that prints the issuer of a cluster; what is wrong in the file is left to the reader. */
function issuerCommand(clusterName: unknown, region: unknown): string {
  const word = (value: unknown, format: TextFormat, other: string) => shellWord(typeof value === 'string' && explain(format, value) === undefined ? value : other);
  return `aws eks describe-cluster --name ${word(clusterName, CLUSTER_NAME, '<name>')} --region ${word(region, REGION, '<region>')} ` +
    '--query cluster.identity.oidc.issuer --output text prints it';
}

export type ClusterEntry = TypeOf<typeof CLUSTER>;
