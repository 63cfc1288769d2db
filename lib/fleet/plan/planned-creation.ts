import { Duration } from 'aws-cdk-lib/core';
import { plannedAddon } from './planned-addon';
import type { AddonPlace } from './planned-addon';
import type { Workload } from './workload';
import { isObject } from '../../core/plain-object';
import { list } from '../../core/text';
import { chartPaths } from '../../kubernetes/charts';
import { ServiceAccountCreation } from '../../kubernetes/service-account-creation';
import { durationSeconds } from '../file/duration';
import type { HelmEntry, KubernetesEntry } from '../file/entries/kubernetes-entry';
import type { Incomplete } from '../file/types/incomplete';

/** What a chart or an existing account has no use for. */
const MANIFEST_ONLY = ['createNamespace', 'labels', 'automountServiceAccountToken', 'imagePullSecrets'] as const;
/** What an add-on has no place for. */
const ANNOTATIONS = ['annotations', 'stsRegionalEndpoints', 'tokenExpiration'] as const;

/**
 * Who creates the service accounts of a workload. Its own entry comes before the file's defaults;
 * a default that does not apply to it is no mistake, a key of its own is.
 */
export function plannedCreation(workload: Workload, place: AddonPlace): ServiceAccountCreation {
  const { own } = workload;
  const createdBy = creatorOf(workload);
  if (own.helm?.chartVersion !== undefined && own.helm.chart === undefined && workload.raw('helm') !== undefined && !Object.hasOwn(workload.raw('helm') as object, 'chart')) {
    workload.report(['helm', 'chartVersion'], 'must be left out without "chart", whose version it is', { atKey: true });
  }
  if (own.helm && createdBy !== 'helm') {
    workload.report(['kubernetes', 'createdBy'], `must be "helm" where Helm values are asked for, got "${createdBy}"`);
  }
  if (own.helm && (own.serviceAccountPatterns ?? own.emrNamespaces) && !own.serviceAccounts) {
    workload.report(['helm'], 'must be left out where all service accounts are patterns: there is no account to write values for', { atKey: true });
  }
  if (own.addon && createdBy !== 'addon') {
    workload.report(own.kubernetes?.createdBy === undefined ? ['addon'] : ['kubernetes', 'createdBy'], own.kubernetes?.createdBy === undefined
      ? 'must be left out beside helm: one of them creates the ServiceAccount' : `must be "addon" where an add-on is named, got "${createdBy}"`, { atKey: own.kubernetes?.createdBy === undefined });
  }
  const idle = { manifest: [], helm: MANIFEST_ONLY, existing: MANIFEST_ONLY, addon: [...MANIFEST_ONLY, ...ANNOTATIONS] }[createdBy]
    .filter((key) => own.kubernetes?.[key] !== undefined);
  if (idle.length > 0) {
    workload.report(['kubernetes', idle[0]], `${list(idle)} must be left out where ${createdBy === 'addon' ? 'an add-on writes the ServiceAccount' : 'no manifest is written'} (createdBy: ${createdBy})`, { atKey: true });
  }
  if (createdBy === 'addon') {
    return plannedAddon(workload, place);
  }
  try {
    return make(createdBy, { ...checkedDefaults(workload), ...own.kubernetes }, own.helm);
  } catch (error) {
    const written: unknown = workload.raw('helm');
    if (own.helm && Object.keys(isObject(written) ? written : {}).some((key) => !Object.hasOwn(own.helm!, key))) {
      return ServiceAccountCreation.manifest(); // what is wrong with a path is reported, and that it is missing follows from it
    }
    workload.report([createdBy === 'helm' && own.helm ? 'helm' : 'kubernetes'], (error as Error).message, { atKey: true });
    return ServiceAccountCreation.manifest();
  }
}

function creatorOf({ own, defaults, context }: Workload): NonNullable<KubernetesEntry['createdBy']> {
  const common = defaults.kubernetes?.createdBy ?? 'manifest';
  if (common === 'addon') {
    context.reportOnce(['defaults', 'kubernetes', 'createdBy'], 'must not be "addon", since an add-on is for one workload: write it there');
  }
  return own.kubernetes?.createdBy ?? (own.helm ? 'helm' : own.addon ? 'addon' : common === 'addon' ? 'manifest' : common);
}

/** The defaults, without those that are wrong by themselves: these are reported once, where they are. */
function checkedDefaults({ context, defaults: { kubernetes = {} } }: Workload): Incomplete<KubernetesEntry> {
  return Object.fromEntries(Object.entries(kubernetes).filter(([key, value]) => {
    try {
      make('manifest', { [key]: value } as Incomplete<KubernetesEntry>, undefined);
      return true;
    } catch (error) {
      context.reportOnce(['defaults', 'kubernetes', key], (error as Error).message, { atKey: true });
      return false;
    }
  }));
}

/** The paths of a chart by its name, under those that are given. A chart that takes a plain ARN has no use for the paths of annotations. */
function helmPaths({ chart, chartVersion, ...paths }: Incomplete<HelmEntry> = {}): Omit<Incomplete<HelmEntry>, 'chart' | 'chartVersion'> {
  return chart === undefined || paths.roleArnPath !== undefined ? paths : { ...chartPaths(chart, chartVersion), ...paths };
}

function make(createdBy: 'manifest' | 'helm' | 'existing', entry: Incomplete<KubernetesEntry>, helm: Incomplete<HelmEntry> | undefined): ServiceAccountCreation {
  const annotations = {
    annotations: entry.annotations as { [key: string]: string } | undefined,
    stsRegionalEndpoints: entry.stsRegionalEndpoints,
    tokenExpiration: entry.tokenExpiration === undefined ? undefined : Duration.seconds(durationSeconds(entry.tokenExpiration)),
  };
  switch (createdBy) {
    case 'helm':
      return ServiceAccountCreation.helm({ ...annotations, ...helmPaths(helm) });
    case 'existing':
      return ServiceAccountCreation.existing(annotations);
    case 'manifest':
      return ServiceAccountCreation.manifest({
        ...annotations,
        labels: entry.labels as { [key: string]: string } | undefined,
        automountServiceAccountToken: entry.automountServiceAccountToken,
        imagePullSecrets: entry.imagePullSecrets?.filter((name) => name !== undefined),
        createNamespace: entry.createNamespace,
      });
  }
}
