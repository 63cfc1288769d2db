/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load the modules at once */

/**
 * Modules that cost more than a role does, loaded when they are first used: an app that makes its
 * roles in TypeScript pays for none of them. A test holds the import path to it.
 */
export const lazy = {
  get yaml(): typeof import('yaml') {
    return require('yaml');
  },
  get levenshtein(): typeof import('fastest-levenshtein') {
    return require('fastest-levenshtein');
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
