import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Who may become a role. */
export class Trusted {
  public readonly subjects: readonly ServiceAccountSubject[];

  public constructor(public readonly clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]) {
    this.subjects = [...new Map(subjects.map((subject) => [subject.subject, subject])).values()];
  }

  public describe(): string {
    const names = this.subjects.map((subject) => subject.toString());
    const clusters = this.clusters.map((cluster) => cluster.clusterName);
    const text = `IRSA for ${names.join(', ')} on ${clusters.join(', ')}`;
    return text.length <= 1000 ? text : `IRSA for ${names.length} service accounts on ${clusters.length} clusters`;
  }
}
