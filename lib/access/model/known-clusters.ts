import { isObject, mapOf } from '../../core/plain-object';
import { nearest, show } from '../../core/text';
import { isKnown, nameOfUnknown, plain } from '../../iam/partial-text';

/** A cluster, by all that people call it. */
export interface KnownCluster {
  /** Its issuer without the scheme, or a part that is not known; nothing if only its name is known. */
  readonly issuer?: string;
  /** Its names in `index.json` and in EKS. */
  readonly names: readonly string[];
  readonly audience?: string;
}

/** The clusters that the paths tell of. */
export class Clusters {
  private readonly all: KnownCluster[] = [];

  public add(cluster: KnownCluster): void {
    const known = this.all.findIndex(({ issuer, names }) => issuer !== undefined && cluster.issuer !== undefined
      ? sameIssuer(issuer, cluster.issuer) : names.some((name) => cluster.names.includes(name)));
    if (known < 0) {
      this.all.push(cluster);
      return;
    }
    const { issuer, names, audience } = this.all[known];
    const all = [...new Set([...names, ...cluster.names])];
    this.all[known] = { issuer: issuer ?? cluster.issuer, names: all, audience: audience ?? cluster.audience };
  }

  /** The cluster that a text names: one of its names, or its issuer with or without the scheme. */
  public named(text: string): KnownCluster | undefined {
    return this.ofName(text) ?? this.all.find(({ issuer }) => issuer !== undefined && isKnown(issuer) && sameIssuer(issuer, text));
  }

  public ofIssuer(issuer: string): KnownCluster | undefined {
    return this.all.find((cluster) => cluster.issuer !== undefined && sameIssuer(cluster.issuer, issuer));
  }

  public ofName(name: string): KnownCluster | undefined {
    return this.all.find(({ names }) => names.includes(name));
  }

  /** What there is, for messages. */
  public suggestion(text: string): string {
    const known = this.all.flatMap(({ names, issuer }) => names.length > 0 ? names : issuer === undefined ? [] : [plain(issuer)]);
    const near = nearest(text, known);
    return near !== undefined ? `did you mean ${show(near)}?` : known.length === 0 ? 'the paths name none' : `known: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`;
  }
}

/** What a cluster is called in answers: by its name, else by its issuer. */
export function clusterText({ names: [name], issuer = '' }: KnownCluster): string {
  const unknown = nameOfUnknown(issuer);
  return name ?? (unknown === undefined ? plain(issuer) : plain(unknown).replace(/^issuer of (?:.*\/)?/, '').replace(/\.OpenIdConnectIssuerUrl$/, ''));
}

/** The clusters of an `index.json` that this package wrote; nothing if it is another file. */
export function clustersOfIndex(content: unknown): KnownCluster[] | undefined {
  const { version, roles } = mapOf(content);
  if (typeof version !== 'number' || !Array.isArray(roles)) {
    return undefined;
  }
  return roles.flatMap((role: unknown) => {
    const { clusters } = mapOf(role);
    return (Array.isArray(clusters) ? clusters : []).filter(isObject).flatMap(({ name, issuer, audience }): KnownCluster[] => typeof name !== 'string' ? [] : [{
      names: [name],
      ...typeof issuer === 'string' ? { issuer: issuer.replace(/^https:\/\//, '') } : {},
      ...typeof audience === 'string' ? { audience } : {},
    }]);
  });
}

export function sameIssuer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((issuer) => isKnown(issuer) ? issuer.replace(/^https:\/\//, '').replace(/\/$/, '').toLowerCase() : issuer);
  return a === b;
}
