import { Duration } from 'aws-cdk-lib/core';
import { durationSeconds } from '../file/model';
import type { CommonEntry, KubernetesEntry, WorkloadEntry } from '../file/model';
import type { DataPath } from '../file/workloads-file-error';
import { list } from '../../core/text';
import { ServiceAccountCreation } from '../../kubernetes/service-account-creation';

type Say = (path: DataPath, message: string, atKey?: boolean) => void;

/** What a chart or an existing account has no use for. */
const MANIFEST_ONLY = ['createNamespace', 'labels', 'automountServiceAccountToken', 'imagePullSecrets'] as const;

/**
 * Who creates the service accounts of a workload. Its own words count before the file's defaults;
 * a default that does not apply to it is no mistake, a word of its own is.
 */
export function creationOf(own: WorkloadEntry, defaults: CommonEntry, at: DataPath, say: Say): ServiceAccountCreation {
  const createdBy = own.kubernetes?.createdBy ?? (own.helm ? 'helm' : defaults.kubernetes?.createdBy ?? 'manifest');
  if (own.helm && createdBy !== 'helm') {
    say([...at, 'kubernetes', 'createdBy'], `must be "helm" where Helm values are asked for, got "${createdBy}"`);
  }
  if (own.helm && own.serviceAccountPatterns && !own.serviceAccounts) {
    say([...at, 'helm'], 'must be left out where all service accounts are patterns: there is no account to write values for', true);
  }
  const idle = createdBy === 'manifest' ? [] : MANIFEST_ONLY.filter((key) => own.kubernetes?.[key] !== undefined);
  if (idle.length > 0) {
    say([...at, 'kubernetes', idle[0]], `${list(idle)} must be left out where no manifest is written (createdBy: ${createdBy})`, true);
  }
  try {
    return make(createdBy, { ...defaults.kubernetes, ...own.kubernetes }, own);
  } catch (error) {
    say([...at, createdBy === 'helm' && own.helm ? 'helm' : 'kubernetes'], (error as Error).message, true);
    return ServiceAccountCreation.manifest();
  }
}

function make(createdBy: NonNullable<KubernetesEntry['createdBy']>, entry: KubernetesEntry, own: WorkloadEntry): ServiceAccountCreation {
  const annotations = {
    annotations: entry.annotations as { [key: string]: string } | undefined,
    stsRegionalEndpoints: entry.stsRegionalEndpoints,
    tokenExpiration: entry.tokenExpiration === undefined ? undefined : Duration.seconds(durationSeconds(entry.tokenExpiration)),
  };
  switch (createdBy) {
    case 'helm':
      return ServiceAccountCreation.helm({ ...annotations, ...own.helm });
    case 'existing':
      return ServiceAccountCreation.existing(annotations);
    case 'manifest':
      return ServiceAccountCreation.manifest({
        ...annotations,
        labels: entry.labels as { [key: string]: string } | undefined,
        automountServiceAccountToken: entry.automountServiceAccountToken,
        imagePullSecrets: entry.imagePullSecrets as string[] | undefined,
        createNamespace: entry.createNamespace,
      });
  }
}
