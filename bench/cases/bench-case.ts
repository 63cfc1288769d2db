import type { App } from 'aws-cdk-lib/core';
import type { Library } from '../library';

/** Where a case builds. */
export interface Site {
  readonly app: App;
  /** How many workloads. */
  readonly count: number;
  /** How many of them a stack gets. */
  readonly perStack: number;
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** The library; cases without it never load it. */
  readonly library: () => Library;
}

/** A way to make roles for workloads. */
export interface BenchCase {
  /** How many workloads a stack gets where nothing else is asked for. */
  readonly perStack: number;
  /** What is there before the clock starts. */
  readonly prepare?: (site: Pick<Site, 'count' | 'perStack' | 'folder'>) => void;
  /** What is measured as construction. */
  readonly build: (site: Site) => void;
}

/** Under CloudFormation's limit of 500 resources. */
export const PER_STACK = 400;
