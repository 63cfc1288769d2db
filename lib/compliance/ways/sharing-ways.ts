import { reference } from './way';
import type { Way } from './way';
import { KnownActions } from '../../iam/known-actions';
import type { KnownAction } from '../../iam/known-actions';
import { WAYS } from '../ways';

/** Verbs of actions that give something, rather than take it away or tell of it. */
const VERBS = ['put', 'set', 'update', 'create', 'add', 'attach', 'modify', 'authorize', 'grant', 'batchgrant'];
const GIVING = new RegExp(`^(?:${VERBS.join('|')})`, 'i');
/** Of the actions that the reference calls permissions management: those that let others in. */
const OF_PERMISSIONS = /(?:Polic(?:y|ies)|Permissions?|Acl|Grant|DataShare|PortfolioShare|SnapshotAccess)$/;
/** Of those that it calls writing: policies of resources by the names that services give them. */
const OF_RESOURCES = /(?:Resource|Bucket|Cluster|Repository|Domain|Sink|Mesh|Project|Profile|Application|Group|Channel|Endpoint|Contact|Permissions|Access)Polic(?:y|ies)$/;

/** Services whose actions of this kind are in tables of their own, or are none that let others in. */
const OTHER_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 'sso', 'iot', 'verifiedpermissions', 'waf', 'waf-regional', 'appmesh-preview']);

/** What is called like it, and lets nobody in whom it matters. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'cloudformation:SetStackPolicy', // decides what an update may change, not who makes it
  'ec2:CreateNetworkInterfacePermission', // lets an account use an interface, which its owner attaches
  'ec2:CreateLocalGatewayRouteTablePermission',
  'ec2:CreateCoipPoolPermission',
  'glacier:SetDataRetrievalPolicy', // costs, not access
  'logs:PutResourcePolicy', // lets services of AWS write logs: whoever switches logs on asks for it
  'redshift:CreateSnapshotCopyGrant', // lets Redshift itself encrypt
  'vpc-lattice:PutAuthPolicy', // decides who calls a program over the network: whoever makes services for programs asks for it
  'wafv2:PutPermissionPolicy', // shares rules, which hold no secrets
  'xray:PutResourcePolicy', // lets services of AWS write traces
]);

/** Whether a pattern of actions may have some that share: most begin with another verb. */
export function mayShare(pattern: string): boolean {
  const [head] = pattern.slice(pattern.indexOf(':') + 1).toLowerCase().split(/[*?]/);
  return VERBS.some((verb) => verb.startsWith(head) || head.startsWith(verb));
}

/**
 * The ways of a service by which others may use its resources, as the service authorization reference names them: by the policy
 * of a resource, a grant or a share. What has a line in a table is not among them.
 */
export function sharingWaysOf(service: string): Way[] {
  const listed = new Set(WAYS.flatMap(({ needs }) => needs.map(({ action }) => action)));
  const actions = OTHER_SERVICES.has(service) ? [] : KnownActions.read().service(service)?.actions ?? [];
  return actions.filter(isSharing).map(({ name, resources = [] }) => ({ on: kindOf(resources), action: `${service}:${name}` }))
    .filter(({ action }) => !listed.has(action) && !LEFT_OUT.has(action))
    .map(({ action, on }): Way => ({
      needs: [{ action, on }],
      gives: `lets others use resources of ${service}`,
      level: 'warning',
      evenNamed: false,
      isOfResource: true,
      source: reference(service),
    }));
}

function isSharing({ name, level }: KnownAction): boolean {
  return GIVING.test(name) && ((level === 'permissions' && OF_PERMISSIONS.test(name)) || (level === 'write' && OF_RESOURCES.test(name)));
}

/** The first resource that the reference lists, with a name in it. */
function kindOf([first = '*']: readonly string[]): string {
  const [kind] = first.split(',');
  return kind.includes('*', kind.lastIndexOf(':')) ? kind : `${kind}/*`;
}
