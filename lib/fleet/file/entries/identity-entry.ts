import { own } from '../../../core/plain-object';
import { choice } from '../types/scalar-types';

const IDENTITIES = ['irsa', 'podIdentity', 'both'] as const;

/** How service accounts become a role: by the tokens of the cluster's issuer, by an EKS Pod Identity association, or either. */
export type Identity = typeof IDENTITIES[number];

/** The key `identity`, which stands on a cluster, in the defaults and on a workload. */
export const identityKey = (default_: string) => choice(IDENTITIES,
  'How pods get the role: irsa by a token of the cluster\'s issuer, podIdentity by an EKS Pod Identity association, both by either, such as while moving. ' +
  `That of a workload counts before that of defaults, and that before the cluster's. Default: ${default_}.`);

/** The identity of a cluster for workloads that have none of their own, in the data of a file that may have mistakes. */
export function commonIdentity(cluster: unknown, file: unknown): Identity {
  const written = commonlyWritten(cluster, file);
  return IDENTITIES.find((identity) => identity === written) ?? 'irsa';
}

/** Whether that is written wrong, so that what follows from it is none of the file's mistakes. */
export function isCommonIdentityWrong(cluster: unknown, file: unknown): boolean {
  const written = commonlyWritten(cluster, file);
  return written !== undefined && !IDENTITIES.some((identity) => identity === written);
}

function commonlyWritten(cluster: unknown, file: unknown): unknown {
  return own(own(file, 'defaults'), 'identity') ?? own(cluster, 'identity');
}
