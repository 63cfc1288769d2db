import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { ROLE_DESCRIPTION } from '../core/names';
import { count } from '../core/text';
import { explain } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Who may become a role. */
export class Trusted {
  public readonly subjects: readonly ServiceAccountSubject[];

  public readonly clusters: readonly ClusterIssuer[];

  public constructor(clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]) {
    this.clusters = [...clusters];
    this.subjects = [...new Map(subjects.map((subject) => [subject.subject, subject])).values()];
  }

  public describe(): string {
    const names = this.subjects.map((subject) => subject.toString());
    const clusters = this.clusters.map((cluster) => cluster.clusterName);
    const text = `IRSA for ${names.join(', ')} on ${clusters.join(', ')}`;
    return text.length <= 1000 && explain(ROLE_DESCRIPTION, text) === undefined ? text : `IRSA for ${count(names.length, 'service account')} on ${count(clusters.length, 'cluster')}`;
  }
}
