import { commonIdentity, identityKey } from './identity-entry';
import { ISSUER_URL } from '../../../cluster/issuer-url';
import { shellWord } from '../../../core/escape';
import { ACCOUNT, AUDIENCE, CLUSTER_NAME, REGION } from '../../../core/names';
import { explain } from '../../../core/text-format';
import type { TextFormat } from '../../../core/text-format';
import { object } from '../types/object-type';
import { flag } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

/** A cluster. */
export const CLUSTER = object({
  account: text(ACCOUNT, "The account in which the cluster's OIDC provider is registered and the roles are created, in quotes.").required(),
  region: text(REGION, "The cluster's region.").required(),
  issuerUrl: text(ISSUER_URL, 'The issuer of its tokens, with or without https://. The command "aws eks describe-cluster --name <name> --query cluster.identity.oidc.issuer --output text" prints it. Required unless the identity is podIdentity. Default: none.'),
  identity: identityKey('irsa'),
  createProvider: flag("Whether to create the cluster's IAM OIDC provider. An account can have one for each issuer: leave it off if it exists. Turning it off later deletes the provider, and every pod of the cluster loses its role, unless retainProvider was deployed before. Default: false.", false),
  retainProvider: flag('Whether CloudFormation keeps the provider in the account when it is removed from this file. Default: false.', false),
  clusterName: text(CLUSTER_NAME, "The cluster's name in EKS. Bundles for controllers need it: they are limited to resources that are tagged with it. Required for EKS Pod Identity. Default: none."),
  audience: text(AUDIENCE, "The audience (aud) of the tokens, in trust policies and in the ServiceAccounts' annotation. Default: sts.amazonaws.com."),
}, {
  requiredWhere: { keys: ['issuerUrl', 'clusterName'], of: neededKeys },
  whereToFind: (key, { clusterName, region }, name) => key === 'issuerUrl' ? issuerCommand(clusterName ?? name, region)
    : key === 'clusterName' ? 'the trust for EKS Pod Identity and the associations name the cluster by its name in EKS' : undefined,
});

/** By what a role names the cluster, in each way. */
function neededKeys(cluster: unknown, file: unknown): string[] {
  return { irsa: ['issuerUrl'], podIdentity: ['clusterName'], both: ['issuerUrl', 'clusterName'] }[commonIdentity(cluster, file)];
}

/** The command that prints the issuer of a cluster; what is wrong in the file is left to the reader. */
function issuerCommand(clusterName: unknown, region: unknown): string {
  const word = (value: unknown, format: TextFormat, other: string) => shellWord(typeof value === 'string' && explain(format, value) === undefined ? value : other);
  return `aws eks describe-cluster --name ${word(clusterName, CLUSTER_NAME, '<name>')} --region ${word(region, REGION, '<region>')} ` +
    '--query cluster.identity.oidc.issuer --output text prints it';
}

export type ClusterEntry = TypeOf<typeof CLUSTER>;
