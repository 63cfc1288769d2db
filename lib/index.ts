export * from './cluster/cluster-issuer';
export * from './trust/service-account-subject';
export * from './role/service-account-role';
export * from './bundles/policy-bundle';
export * from './bundles/route53';
