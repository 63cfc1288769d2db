import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { tagged } from './cluster-tag';
import type { BundleStatement } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';

/** What the driver may do, by ARNs. */
export interface EfsCsiAccess {
  readonly place: Place;
  readonly fileSystems: readonly string[];
  readonly s3FileSystems: readonly string[];
  readonly clusterNames: readonly string[];
  readonly crossAccountRoles: readonly string[];
  readonly mount: boolean;
  readonly rootAccess: boolean;
}

const POLICY = 'https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-example.json';

const OWN = { 'efs.csi.aws.com/cluster': 'true' };

export function efsCsiStatements(access: EfsCsiAccess): BundleStatement[] {
  const { crossAccountRoles } = access;
  return [
    ...(access.fileSystems.length > 0 ? efsStatements(access) : []),
    ...(access.s3FileSystems.length > 0 ? s3FilesStatements(access) : []),
    ...(crossAccountRoles.length > 0 ? [allow({ actions: ['sts:AssumeRole'], resources: crossAccountRoles })] : []),
  ];
}

function efsStatements({ place, fileSystems, clusterNames, mount, rootAccess }: EfsCsiAccess): BundleStatement[] {
  const accessPoints = regionalArns(place, 'elasticfilesystem', 'access-point/*');
  const evidence = { reason: 'an access point has no file system in its ARN, and gets its id when it is made', source: POLICY };
  return [
    allow({
      actions: [
        'elasticfilesystem:DescribeAccessPoints', 'elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:DescribeMountTargets',
        ...clientActions('elasticfilesystem', mount, rootAccess),
      ],
      resources: fileSystems,
    }),
    allow({ actions: ['elasticfilesystem:DescribeAccessPoints'], resources: accessPoints, evidence }),
    allow({
      actions: ['ec2:DescribeAvailabilityZones'],
      resources: ['*'],
      evidence: { reason: 'the mount helper finds the zone of a mount target, and the action supports no resource', source: POLICY },
    }),
    allow({ actions: ['elasticfilesystem:CreateAccessPoint'], resources: fileSystems, conditions: creationConditions(clusterNames) }),
    allow({
      actions: ['elasticfilesystem:TagResource'],
      resources: [...fileSystems, ...accessPoints],
      conditions: creationConditions(clusterNames, 'elasticfilesystem:CreateAction'),
      evidence,
    }),
    allow({ actions: ['elasticfilesystem:DeleteAccessPoint'], resources: accessPoints, conditions: ownConditions(clusterNames), evidence }),
  ];
}

function s3FilesStatements({ place, s3FileSystems, clusterNames, mount, rootAccess }: EfsCsiAccess): BundleStatement[] {
  const accessPoints = s3FileSystems.map((fileSystem) => `${fileSystem}/access-point/*`);
  const evidence = { reason: 'an access point of a file system gets its id when it is made', source: POLICY };
  return [
    allow({
      actions: ['s3files:ListFileSystems'],
      resources: regionalArns(place, 's3files', 'file-system/*'),
      evidence: { reason: 'the driver looks for a file system in the list of all, and its request names none', source: POLICY },
    }),
    ...(mount ? [allow({ actions: clientActions('s3files', mount, rootAccess), resources: s3FileSystems })] : []),
    allow({ actions: ['s3files:ListAccessPoints'], resources: accessPoints, evidence }),
    allow({ actions: ['s3files:CreateAccessPoint'], resources: s3FileSystems, conditions: creationConditions(clusterNames) }),
    allow({
      actions: ['s3files:TagResource'],
      resources: [...s3FileSystems, ...accessPoints],
      conditions: creationConditions(clusterNames, 's3files:CreateAction'),
      evidence,
    }),
    allow({ actions: ['s3files:DeleteAccessPoint'], resources: accessPoints, conditions: ownConditions(clusterNames), evidence }),
  ];
}

function clientActions(service: string, mount: boolean, rootAccess: boolean): string[] {
  return [...(mount ? ['ClientMount', 'ClientWrite'] : []), ...(rootAccess ? ['ClientRootAccess'] : [])].map((action) => `${service}:${action}`);
}

function creationConditions(clusterNames: readonly string[], createAction?: string): Conditions {
  return {
    StringEquals: { ...(createAction ? { [createAction]: 'CreateAccessPoint' } : {}), ...tagged('aws:RequestTag', OWN, clusterNames) },
  };
}

function ownConditions(clusterNames: readonly string[]): Conditions {
  return { StringEquals: tagged('aws:ResourceTag', OWN, clusterNames) };
}
