import { MANAGED_BY } from './metadata';
import { hasWebhook, VOLUME_TOKEN_FILE } from './pod-token';
import { parseArn } from '../core/arn';
import { shortHash } from '../core/short-hash';
import { knownRoleArn } from '../role/known-role-arn';
import { podIdentityOf } from '../role/pod-identity-settings';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { createdTargets } from '../role/target-arn';

/** A profile of the AWS configuration, by which pods assume a role. */
interface AwsProfile {
  readonly name: string;
  readonly roleArn: string;
  /** The line that says whose credentials it begins with. */
  readonly source: string;
}

/** The AWS configuration of the pods of a role in one cluster: a profile for each role that they assume by themselves. */
export interface AwsConfiguration {
  readonly profiles: readonly AwsProfile[];
  /** As `~/.aws/config` has it. */
  readonly text: string;
}

/** Where the webhook of EKS mounts the token, and those that come from it. */
const WEBHOOK_TOKEN_FILE = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';

/** The profile that the others begin with. */
const SOURCE = 'service-account';
/** What a profile's name has not, of what the name of a role may have. */
const NOT_IN_A_PROFILE = /[^\w.@+-]/g;

/** Nothing, if the pods of the role assume none by themselves, or none whose ARN is known at synth. */
export function awsConfigurationOf(role: IServiceAccountRole, cluster: RoleCluster): AwsConfiguration | undefined {
  const given = podIdentityOf(role)?.targetRole; // which EKS assumes for them
  // Of a stack without an account nothing can be written, and the role is right all the same.
  const arns = createdTargets(role).filter((target) => target !== given).flatMap((target) => knownRoleArn(target) ?? []);
  if (arns.length === 0) {
    return undefined;
  }
  const { issuer, podIdentity } = cluster;
  const profiles = [
    ...podIdentity === undefined ? [] : profilesOf(arns, 'credential_source = EcsContainer', ''),
    ...issuer === undefined ? [] : profilesOf(arns, `source_profile = ${SOURCE}`, podIdentity === undefined ? '' : '-irsa'),
  ];
  const token = `web_identity_token_file = ${hasWebhook(cluster) ? WEBHOOK_TOKEN_FILE : VOLUME_TOKEN_FILE}`;
  const own = issuer === undefined ? [] : [{ name: SOURCE, roleArn: role.literalRoleArn(), source: token }];
  return { profiles, text: [...profiles, ...own].map(section).join('\n') };
}

/** Names of roles are names in an account only. */
function profilesOf(arns: readonly string[], source: string, end: string): AwsProfile[] {
  const taken = new Set([SOURCE]);
  return arns.map((roleArn) => {
    const { account, resource } = parseArn(roleArn)!;
    const own = `${resource.split('/').pop()!.replace(NOT_IN_A_PROFILE, '-')}${end}`;
    const name = [own, `${own}-${account}`].find((one) => !taken.has(one)) ?? `${own}-${shortHash(roleArn)}`;
    taken.add(name);
    return { name, roleArn, source };
  });
}

/** An ARN has neither spaces nor line breaks, so that nothing of a path begins a comment or a line. */
function section({ name, roleArn, source }: AwsProfile): string {
  return `[profile ${name}]\nrole_arn = ${roleArn}\n${source}\n`;
}

const FOLDER = '/etc/aws-profile';
const VOLUME = 'aws-profile';
/** Of the names of objects in Kubernetes. */
const MOST_CHARACTERS = 253;

/** The configuration as an object of the cluster, one in each namespace. */
export function configMap(workload: string, namespace: string, { text }: AwsConfiguration): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: configMapName(workload), namespace, labels: { ...MANAGED_BY } }, data: { config: text } };
}

/** What the pods need of it, as a patch of what makes them. Which profile is theirs is open where there are several. */
export function profilePatch(workload: string, { profiles }: AwsConfiguration): object {
  const env = [
    { name: 'AWS_CONFIG_FILE', value: `${FOLDER}/config` },
    ...profiles.length === 1 ? [{ name: 'AWS_PROFILE', value: profiles[0].name }] : [],
  ];
  const containers = [{ name: 'app', env, volumeMounts: [{ name: VOLUME, mountPath: FOLDER, readOnly: true }] }];
  return { spec: { template: { spec: { containers, volumes: [{ name: VOLUME, configMap: { name: configMapName(workload) } }] } } } };
}

function configMapName(workload: string): string {
  const plain = `aws-profile-${workload}`;
  const safe = plain.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return safe === plain && safe.length <= MOST_CHARACTERS ? plain : `${safe.slice(0, MOST_CHARACTERS - 9)}-${shortHash(workload)}`;
}
