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
  account: text(ACCOUNT, "The account in which the cluster's OIDC provider is registered and the roles are made. In quotes.").required(),
  region: text(REGION, "The cluster's region.").required(),
  issuerUrl: text(ISSUER_URL, 'The issuer of its tokens: aws eks describe-cluster --query cluster.identity.oidc.issuer').required(),
  createProvider: flag('Make the IAM OIDC provider. An account holds one for each issuer: leave it off if it exists. To turn it off later deletes the provider, and every pod of the cluster loses its role, unless retainProvider was deployed before.', false),
  retainProvider: flag('Leave the provider in the account when it is removed here.', false),
  clusterName: text(CLUSTER_NAME, 'Its name in EKS. Needed by bundles for controllers, which are limited to what is tagged with it.'),
  audience: text(AUDIENCE, 'The audience of the tokens. Default: sts.amazonaws.com.'),
}, { whereToFind: (key, { clusterName, region }, name) => key === 'issuerUrl' ? issuerCommand(clusterName ?? name, region) : undefined });

/** The command that prints the issuer of a cluster; what is wrong in the file is left to the reader. */
function issuerCommand(clusterName: unknown, region: unknown): string {
  const word = (value: unknown, format: TextFormat, other: string) => shellWord(typeof value === 'string' && explain(format, value) === undefined ? value : other);
  return `aws eks describe-cluster --name ${word(clusterName, CLUSTER_NAME, '<name>')} --region ${word(region, REGION, '<region>')} ` +
    '--query cluster.identity.oidc.issuer --output text prints it';
}

export type ClusterEntry = TypeOf<typeof CLUSTER>;
