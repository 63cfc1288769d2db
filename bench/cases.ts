/* eslint-disable @typescript-eslint/no-require-imports -- each case is loaded in its own process only, so that none pays for another's imports */
import type { BenchCase } from './cases/bench-case';

/** The cases, in the order of the tables. */
const CASES = {
  'bare-role': () => (require('./cases/bare-role') as typeof import('./cases/bare-role')).BARE_ROLE,
  'inline-role': () => (require('./cases/inline-role') as typeof import('./cases/inline-role')).INLINE_ROLE,
  'default-policy-role': () => (require('./cases/default-policy-role') as typeof import('./cases/default-policy-role')).DEFAULT_POLICY_ROLE,
  'eks-service-account': () => (require('./cases/eks-service-account') as typeof import('./cases/eks-service-account')).EKS_SERVICE_ACCOUNT,
  'eks-v2-service-account': () => (require('./cases/eks-service-account') as typeof import('./cases/eks-service-account')).EKS_V2_SERVICE_ACCOUNT,
  'service-account-role': () => (require('./cases/service-account-role') as typeof import('./cases/service-account-role')).SERVICE_ACCOUNT_ROLE,
  'fleet': () => (require('./cases/fleet') as typeof import('./cases/fleet')).FLEET,
} satisfies Record<string, () => BenchCase>;

export type CaseId = keyof typeof CASES;

export const CASE_IDS = Object.keys(CASES) as CaseId[];

/** As the tables call them. */
export const TITLES: Readonly<Record<CaseId, string>> = {
  'bare-role': 'iam.CfnRole',
  'inline-role': 'iam.Role, inlinePolicies',
  'default-policy-role': 'iam.Role, addToPolicy',
  'eks-service-account': 'eks.ServiceAccount',
  'eks-v2-service-account': 'eks-v2.ServiceAccount',
  'service-account-role': 'ServiceAccountRole',
  'fleet': 'ServiceAccountFleet',
};

export function loadCase(id: CaseId): BenchCase {
  return CASES[id]();
}
