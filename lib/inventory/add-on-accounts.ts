import { accountsOfAddOn, addOnNamed, ADD_ONS } from '../bundles/add-ons';
import { unknownPart } from '../iam/partial-text';

/** Which EKS installs as an add-on, and gives no role; a template may say it all the same. */
const OTHERS: Readonly<Record<string, string>> = { 'cert-manager': 'cert-manager/cert-manager' };

const ALL = new Set([...ADD_ONS.flatMap(accountsOfAddOn), ...Object.values(OTHERS)]);

/** The ServiceAccount that an add-on annotates with its role; its parts are not known where nothing documents it. */
export function accountOfAddOn(addOn: string): { readonly namespace: string; readonly name: string } {
  const known = addOnNamed(addOn);
  const account = known?.ways.includes('irsa') ? accountsOfAddOn(known)[0] : Object.hasOwn(OTHERS, addOn) ? OTHERS[addOn] : undefined;
  const [namespace, name] = account?.split('/') ?? [known?.namespace ?? unknownPart('namespace'), unknownPart('name')];
  return { namespace, name };
}

/** Whether a ServiceAccount is one to which an add-on of EKS gives its role. */
export function isOfAddOn(namespace: string, name: string): boolean {
  return ALL.has(`${namespace}/${name}`);
}
