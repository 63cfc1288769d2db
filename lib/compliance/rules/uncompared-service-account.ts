import { isKnown } from '../../iam/partial-text';
import { GIVEN_NAMESPACE } from '../../inventory/kubernetes-objects';
import type { InventoryServiceAccount } from '../../inventory/service-account';
import type { Rule } from '../rule';
import { accountName, NamedRoles, trusts } from '../service-account-match';

export const UNCOMPARED_SERVICE_ACCOUNT: Rule = {
  id: 'UncomparedServiceAccount',
  level: 'warning',
  title: 'Whether a role trusts a ServiceAccount cannot be told from its manifest',
  question: 'Is there a ServiceAccount with a role whose namespace or name only rendering knows?',
  why: 'Its namespace or name is known only when it is rendered or applied (helm, kustomize, Flux, kubectl -n). The check says so rather than pass it in silence, or guess.',
  fix: 'Judge what helm template, kustomize build or kubectl get serviceaccounts -A -o json prints, or write the namespace into the manifest.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  judgeTogether: (roles, manifests) => {
    const named = new NamedRoles(roles);
    const open = manifests.filter(({ namespace, name, givenBy }) => givenBy === undefined && !(isKnown(namespace) && isKnown(name)));
    return open.flatMap((manifest) => {
      const own = named.of(manifest);
      const answers = own.map((role) => trusts(role, manifest));
      return answers.includes(true) || !answers.includes(undefined) ? [] : [{
        at: manifest.at,
        detail: accountName(manifest),
        message: `whether the role ${own[0].roleName ?? own[0].at} trusts the ServiceAccount ${accountName(manifest)} cannot be judged: ${reasonOf(manifest)}`,
      }];
    });
  },
};

function reasonOf({ namespace, name }: InventoryServiceAccount): string {
  return namespace === GIVEN_NAMESPACE ? 'its manifest names no namespace: write it, or judge what is applied'
    : !isKnown(name) ? 'its name is known only when it is rendered: judge what is applied'
      : 'its namespace is known only when it is rendered: judge what is applied';
}
