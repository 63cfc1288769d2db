/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load the modules at once */

/**
 * Modules that most roles do not need, or that take longer to load than a role to make: they are loaded when they are first used.
 * An app that makes its roles in TypeScript, with literal values, loads none of them. A test holds the import path to it.
 */
export const lazy = {
  /** For policies with deploy-time values. */
  get deployTimeSize(): typeof import('./deploy-time-size') {
    return require('./deploy-time-size');
  },
  /** For clusters and policies with deploy-time values. */
  get deployTimeIdentity(): typeof import('./deploy-time-identity') {
    return require('./deploy-time-identity');
  },
  /** For policies in files. */
  get regularFile(): typeof import('./regular-file') {
    return require('./regular-file');
  },
  get yaml(): typeof import('yaml') {
    return once(this, 'yaml', require('yaml'));
  },
  get levenshtein(): typeof import('fastest-levenshtein') {
    return once(this, 'levenshtein', require('fastest-levenshtein'));
  },
  /** For regions that this version does not know. */
  get regionInfo(): typeof import('aws-cdk-lib/region-info') {
    return once(this, 'regionInfo', require('aws-cdk-lib/region-info'));
  },
  get ssm(): typeof import('aws-cdk-lib/aws-ssm') {
    return require('aws-cdk-lib/aws-ssm');
  },
  get eks(): typeof import('aws-cdk-lib/aws-eks') {
    return require('aws-cdk-lib/aws-eks');
  },
  get eksV2(): typeof import('aws-cdk-lib/aws-eks-v2') {
    return require('aws-cdk-lib/aws-eks-v2');
  },
};

/** Keeps a package that is asked for again and again: for each `require` Node.js walks over all that the package exports. */
function once<T>(holder: object, name: string, value: T): T {
  Object.defineProperty(holder, name, { value });
  return value;
}
