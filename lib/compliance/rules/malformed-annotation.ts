import { show } from '../../core/text';
import { ROLE_ARN_ANNOTATION, SERVICE_ACCOUNT_ANNOTATIONS } from '../../core/webhook-annotations';
import { arnParts } from '../../iam/arn';
import { isKnown, plain } from '../../iam/partial-text';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { JudgedRole } from '../judged-role';
import { roleArnProblem } from '../role-arn-annotation';
import type { Rule } from '../rule';
import { accountName, NamedRoles } from '../service-account-match';

export const MALFORMED_ANNOTATION: Rule = {
  id: 'MalformedAnnotation',
  level: 'error',
  title: 'An annotation of a ServiceAccount is not what EKS takes',
  question: 'Would the webhook pass on a value that STS or Kubernetes refuses?',
  why: 'The webhook passes the value on as it is: with anything but the ARN of a role STS refuses the pods, and Kubernetes refuses annotations that are no text.',
  fix: 'Write eks.amazonaws.com/role-arn: arn:aws:iam::<account>:role/<name>, with the partition of your cluster and in quotes where YAML would read a number or a boolean.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    return manifests.filter(({ givenBy }) => givenBy === undefined || givenBy === 'tool').flatMap((manifest) => {
      const account = accountName(manifest);
      const arnProblem = manifest.roleArn === undefined ? undefined
        : roleArnProblem(manifest.roleArn) ?? partitionProblem(manifest.roleArn, named.of(manifest));
      return [
        ...arnProblem === undefined ? [] : [{
          at: manifest.at, detail: account, message: `${manifest.tool === undefined ? `the ServiceAccount ${account} is annotated with` : `${plain(manifest.tool)} gives the ServiceAccount ${account}`} what is not the ARN of its role: ${arnProblem}`,
        }],
        ...notText(manifest).map(({ key, value }) => ({
          at: manifest.at,
          detail: `${account} ${key}`,
          message: `the annotation ${key} of the ServiceAccount ${account} must be text, got ${show(value)}: ${key === ROLE_ARN_ANNOTATION ? 'write the ARN of its role' : 'put it in quotes'}`,
        })),
      ];
    });
  },
};

function notText({ annotations = [] }: InventoryServiceAccount) {
  return annotations.filter((item) => item.in === 'metadata.annotations' && SERVICE_ACCOUNT_ANNOTATIONS.includes(item.key) && typeof item.value !== 'string');
}

/** Roles of one name may be of several partitions; the provider that a role trusts tells which is its own. */
function partitionProblem(arn: string, roles: readonly JudgedRole[]): string | undefined {
  const { partition = '' } = arnParts(arn) ?? {};
  const own = new Set(roles.flatMap((role) => role.trust.statements.flatMap(({ principals }) => principals.flatMap(({ type, value }) =>
    type === 'Federated' ? arnParts(value)?.partition ?? [] : []))));
  const [first] = own;
  return isKnown(partition) && own.size === 1 && isKnown(first) && first !== partition && partition !== ''
    ? `the provider that the role trusts is of the partition ${first}, got ${show(arn)}` : undefined;
}
