import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { writtenClusterName } from '../cluster/cluster-name';
import { accountKey } from '../core/account-of';
import { Stack, Token } from '../core/cdk';
import { givenProperties } from '../core/cdk-internals';
import type { DeployTimeIdentities } from '../core/deploy-time-identity';
import { isObject } from '../core/plain-object';

/** What CDK's EKS libraries create for `cluster.addServiceAccount`: a role of its own and the annotated account. */
export interface ServiceAccountOfCdk extends IConstruct {
  readonly role: IRole;
  readonly serviceAccountName: string;
  readonly serviceAccountNamespace: string;
}

/** A cluster by what two constructs can name it by: its issuer, or its name. */
export interface ClusterKeys {
  readonly issuer?: string;
  readonly name?: string;
}

/** The service accounts below a construct that CDK's EKS libraries create, whichever generation: known by what they have, so that none is loaded. */
export function serviceAccountsOfCdk(root: IConstruct): ServiceAccountOfCdk[] {
  return root.node.findAll().filter((node): node is ServiceAccountOfCdk => {
    const { serviceAccountName, serviceAccountNamespace, role } = node as Partial<ServiceAccountOfCdk>;
    return typeof serviceAccountName === 'string' && typeof serviceAccountNamespace === 'string' && typeof role?.roleArn === 'string';
  });
}

/** The cluster of a service account, which its construct does not tell: by the trust of its role, and by its manifest. */
export function clusterOf(account: ServiceAccountOfCdk, identities: DeployTimeIdentities): ClusterKeys {
  const provider = providerOf(account.role);
  const [, literal] = provider !== undefined && !Token.isUnresolved(provider) ? provider.split(':oidc-provider/') : [];
  const name = account.node.findAll().map((node) => givenProperties(node)?.ClusterName).find((found) => typeof found === 'string');
  return {
    issuer: provider === undefined ? undefined : literal ?? identities.of(provider, account),
    name: name === undefined ? undefined : clusterNameKey(name, account, identities),
  };
}

/** A name of a cluster, told apart from the same name in another account or region. */
export function clusterNameKey(name: string, scope: IConstruct, identities: DeployTimeIdentities): string {
  const { region } = Stack.of(scope);
  const written = writtenClusterName(name);
  return written === undefined ? identities.of(name, scope) : `${accountKey(scope)} ${Token.isUnresolved(region) ? '' : region} ${written}`;
}

/** The OIDC provider that a role trusts. */
function providerOf(role: IRole): string | undefined {
  const { assumeRolePolicy } = role as { readonly assumeRolePolicy?: PolicyDocument };
  const document: unknown = assumeRolePolicy?.toJSON();
  const statements = isObject(document) && Array.isArray(document.Statement) ? document.Statement : [];
  const principals: unknown[] = statements.map((statement) => isObject(statement) ? statement.Principal : undefined);
  return principals.map((principal) => isObject(principal) ? [principal.Federated].flat()[0] : undefined)
    .find((federated) => typeof federated === 'string');
}
