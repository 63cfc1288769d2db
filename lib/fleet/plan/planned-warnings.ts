import type { Workload } from './workload';
import { addOnNamed, addOnWithoutRole, ADD_ONS } from '../../bundles/add-ons';
import { definitionOf } from '../../bundles/definition-of';
import { KEY_PREFIX, SCOPED_KEY_PREFIX } from '../../bundles/resources/buckets';
import { usualNames } from '../../bundles/usual-names';
import { own } from '../../core/plain-object';
import { nearest, show } from '../../core/text';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';
import { WARNING_IDS } from '../warning-ids';

/** What is legal, and perhaps not meant. */
export interface PlannedWarning {
  /** By which the workload may acknowledge it. */
  readonly id: string;
  readonly message: string;
}

/** What a workload's own entry is warned about. */
export function plannedWarnings(workload: Workload, subjects: readonly ServiceAccountSubject[]): PlannedWarning[] {
  return [...clusterInName(workload), ...prefixes(workload), ...nearlyUsual(workload, subjects), ...unknownAddon(workload)];
}

/** `kube-systm`: a service account that does not exist is no error anywhere, and no pod gets the role. */
function nearlyUsual(workload: Workload, subjects: readonly ServiceAccountSubject[]): PlannedWarning[] {
  const messages = (workload.own.bundles ?? []).flatMap((bundle) => {
    const usual = bundle?.id === undefined ? undefined : usualNames(bundle.id);
    return usual === undefined ? [] : subjects.filter(({ isPattern }) => !isPattern).flatMap(({ namespace, serviceAccountName }) => [
      ...isSlip(namespace, usual.namespace) ? [`the namespace ${show(namespace)} (${workload.linkTo()}) is nearly ${show(usual.namespace)}, where the workload of ${bundle!.id} usually runs`] : [],
      ...isSlip(serviceAccountName, usual.serviceAccount)
        ? [`the service account ${show(serviceAccountName)} (${workload.linkTo()}) is nearly ${show(usual.serviceAccount)}, as which the workload of ${bundle!.id} usually runs`] : [],
    ]);
  });
  return [...new Set(messages)].map((message) => ({ id: WARNING_IDS.nearlyUsualName, message: `${message}: if it is a slip, no pod gets the role` }));
}

/** Nothing tells as which service account it runs. */
function unknownAddon(workload: Workload): PlannedWarning[] {
  const name = workload.own.addon?.name;
  if (name === undefined || addOnNamed(name) !== undefined || addOnWithoutRole(name) !== undefined) {
    return [];
  }
  const meant = nearest(name, ADD_ONS.map((addOn) => addOn.name));
  return [{
    id: WARNING_IDS.unknownAddon,
    message: `the add-on ${show(name)} (${workload.linkTo('addon', 'name')}) is none that cdk-irsa knows, so nothing checks as which service account it runs: ` +
      `${meant === undefined ? '' : `did you mean ${show(meant)}? `}aws eks describe-addon-configuration --query podIdentityConfiguration tells it`,
  }];
}

/** A name that goes on, such as keda-operator-blue, is meant. */
function isSlip(name: string, usual: string): boolean {
  return name !== usual && !name.includes(usual) && !usual.includes(name) && nearest(name, [usual]) !== undefined;
}

function clusterInName(workload: Workload): PlannedWarning[] {
  if (!workload.get('roleName')?.includes('{cluster}')) {
    return [];
  }
  const place = workload.own.roleName === undefined ? workload.context.source.linkTo(['defaults', 'roleName']) : workload.linkTo('roleName');
  return [{
    id: WARNING_IDS.clusterInRoleName,
    message: `a roleName with {cluster} (${place}) keeps a workload on one cluster: a second one beside it, such as for blue and green, needs another name, ` +
      'which replaces the role; {environment} or the account\'s own name does not',
  }];
}

/** `thumbnails` begins the keys below `thumbnails-private/` as well. */
function prefixes(workload: Workload): PlannedWarning[] {
  return (workload.own.bundles ?? []).flatMap((bundle, index) => {
    const { parameters = {} } = definitionOf(bundle?.id) ?? {};
    return Object.entries(parameters).flatMap(([name, { type }]) => {
      const value = own(bundle, name) as unknown;
      return type.kind !== 'text' || (type.format !== KEY_PREFIX && type.format !== SCOPED_KEY_PREFIX) || typeof value !== 'string' || value.endsWith('/') ? [] : [{
        id: WARNING_IDS.prefixWithoutSlash,
        message: `the ${name} ${show(value)} of ${bundle!.id} (${workload.linkTo('bundles', index, name)}) also takes keys such as ${show(`${value}-private/a`)}: ` +
          `write ${show(`${value}/`)} for those below it alone`,
      }];
    });
  });
}
