import type { Construct } from 'constructs';
import { ROLE_TYPE } from '../../cloudformation/resource-types';
import { DEFAULT_AUDIENCE } from '../../core/names';
import { Quotas } from '../../core/quotas';
import { isUnknownRegion } from '../../core/regions';
import type { PlannedRole } from '../../fleet/plan/fleet-plan';
import { EMPTY_DOCUMENT, requireUniqueSids } from '../../role/sized-statement';
import { requireEvidence } from '../../role/statement-evidence';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';

/** What CDK adds to a resource, in bytes: its path, and what is written around it. */
const AROUND_RESOURCE = 1_000;

/** How much deeper a template is indented than the resource alone. */
const INDENTATION = 2;

/** In place of a construct, which takes longer to load than a role to judge: a bundle that asks anything of one has more to say than is judged here. */
const NO_CONSTRUCT = new Proxy({}, {
  get: (_, name) => {
    throw new Error(`the "${String(name)}" of a construct is asked for, and there is none`);
  },
}) as Construct;

/** A role without anything of which a synthesis could say something. */
export interface PlainRole {
  /** As a template has it. */
  readonly resource: object;
  /** An upper bound for what it takes of the template. */
  readonly bytes: number;
}

/** The resource of a planned role; nothing unless it is plain. */
export function plainRole(role: PlannedRole): PlainRole | undefined {
  const { props, account, permissionsBoundary, managedPolicies, clusters } = role;
  const { roleName, path, description, tags = {} } = props;
  const policies = isPlainPlan(role) ? inlinePolicies(role) : undefined;
  if (policies === undefined || namesOtherAccount(JSON.stringify(policies), account) || namesUnknownRegion(JSON.stringify(policies))) {
    return undefined;
  }
  const trust = trustOf(role);
  const size = clusters.length + JSON.stringify(trust).length;
  if (size > (props.quotas?.trustPolicyCharacters ?? Quotas.trustPolicyCharacters)) {
    return undefined;
  }
  const resource = {
    Type: ROLE_TYPE,
    Properties: {
      AssumeRolePolicyDocument: trust,
      Description: description,
      ManagedPolicyArns: managedPolicies.length > 0 ? managedPolicies.map(({ arn }) => arn) : undefined,
      Path: path,
      PermissionsBoundary: permissionsBoundary,
      Policies: policies.length > 0 ? policies : undefined,
      RoleName: roleName,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
  };
  return { resource, bytes: bytesOf(resource) };
}

/** Whether it has nothing that a synthesis warns of, or that is only found in the files for the cluster. */
function isPlainPlan(role: PlannedRole): boolean {
  const { clusters, targetRole, warnings, acknowledged, props, managedPolicies, createdBy, publishing } = role;
  const keys = Object.keys(props.tags ?? {}).map((key) => key.toLowerCase());
  const helm = Object.values(createdBy._helm ?? {}) as unknown[];
  return targetRole === undefined && createdBy._addon === undefined && warnings.length === 0 && acknowledged.length === 0
    && publishing.parameterName === undefined
    && managedPolicies.length <= (props.quotas?.managedPolicies ?? Quotas.managedPoliciesPerRole)
    && keys.length <= Quotas.roleTags && new Set(keys).size === keys.length
    && clusters.every(({ identity }) => identity === 'irsa') && helm.every((value) => value === undefined) && clusters.every(({ serviceAccounts }) => serviceAccounts.some(({ isPattern }) => !isPattern));
}

/** The policies of the bundles, with evidence for their wildcards; nothing where they may be too large to be inline. */
function inlinePolicies({ props: { bundles = [] } }: PlannedRole): object[] | undefined {
  let characters = 0;
  const policies: object[] = [];
  for (const bundle of bundles) {
    const { bundleId } = bundle;
    const { statements = [], managedPolicies = [] } = bundle.bind(NO_CONSTRUCT);
    const sized = statements.map((statement) => requireEvidence(bundleId, statement, NO_CONSTRUCT));
    requireUniqueSids(bundleId, statements.map(({ statement }) => statement.sid));
    characters += EMPTY_DOCUMENT + sized.reduce((sum, statement) => sum + statement.characters + 1, 0);
    if (managedPolicies.length > 0 || sized.some(({ isLiteral }) => !isLiteral)) {
      return undefined; // there may be something to say
    }
    if (sized.length > 0) {
      policies.push({
        PolicyName: bundleId,
        PolicyDocument: { Statement: sized.map(({ statement }) => statement.toStatementJson() as object), Version: '2012-10-17' },
      });
    }
  }
  return characters <= Quotas.inlinePolicyCharacters ? policies : undefined;
}

/** Whether a number that looks like an account is that of another: a synthesis says what has to be done there. */
function namesOtherAccount(json: string, account: string): boolean {
  return [...json.matchAll(/(?<!\d)\d{12}(?!\d)/g)].some(([number]) => number !== account);
}

/** Whether an ARN is of a region that nothing here knows: a synthesis says what may be meant. */
function namesUnknownRegion(json: string): boolean {
  return [...json.matchAll(/arn:[^:"]*:[^:"]*:([^:"]+):/g)].some(([, region]) => isUnknownRegion(region));
}

/** As `trustedPrincipal` has CDK write it. */
function trustOf({ clusters, account }: PlannedRole): object {
  return {
    Statement: clusters.flatMap(({ issuerUrl = '', partition, serviceAccounts }) => {
      const issuer = issuerUrl.replace(/^https:\/\//, '');
      return [false, true].flatMap((isPattern) => {
        const subjects = sorted(serviceAccounts.filter((subject) => subject.isPattern === isPattern));
        const sub = { [`${issuer}:sub`]: subjects.length === 1 ? subjects[0] : subjects };
        const aud = { [`${issuer}:aud`]: DEFAULT_AUDIENCE };
        return subjects.length === 0 ? [] : [{
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: isPattern ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
          Effect: 'Allow',
          Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
        }];
      });
    }),
    Version: '2012-10-17',
  };
}

function sorted(subjects: readonly ServiceAccountSubject[]): string[] {
  return [...new Set(subjects.map(({ subject }) => subject))].sort();
}

function bytesOf(resource: object): number {
  const text = JSON.stringify(resource, undefined, 1);
  return Buffer.byteLength(text) + INDENTATION * text.split('\n').length + AROUND_RESOURCE;
}
