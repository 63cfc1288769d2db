import type { IConstruct } from 'constructs';
import type { ClusterIssuerOptions } from './cluster-issuer-options';

/** What a `ClusterIssuer` is made of, whichever factory makes it. */
export interface IssuerParts extends ClusterIssuerOptions {
  readonly issuer: string;
  readonly providerArn: string;
  readonly account?: string;
  readonly partition?: string;
  readonly id?: string;
  readonly dependency?: IConstruct;
  readonly construct?: IConstruct;
  readonly cluster?: IConstruct;
}
