/** Programs for which there are no bundles, and what to do instead. Only the documentation reads it. */
export const LEFT_OUT_PROGRAMS: readonly { readonly program: string; readonly why: string }[] = [
  { program: 'ACK for IAM', why: 'who may make roles and policies can give itself any permission: run this controller in an account of its own, or with a role of its own that `ack.assumeRoles` names and a permissions boundary' },
  { program: 'ACK, other services', why: 'there are bundles for S3, DynamoDB, SQS, SNS, ECR, Secrets Manager, RDS and ElastiCache; what others manage is for you to say: `ack.assumeRoles` lets them assume roles with policies of yours' },
  { program: 'Crossplane, by service', why: 'its providers manage all of a service: `crossplane.assumeRoles` lets them assume roles with policies of yours' },
  { program: 'Cluster API for AWS', why: 'its policy, which `clusterawsadm bootstrap iam print-policy` prints, covers networks, roles and secrets of the whole account: give it an account, and the policy as a file' },
  { program: 'Datadog Agent', why: 'its documentation names no permissions for agents in pods; the integration of an account uses a role that Datadog assumes' },
  { program: 'GitHub Actions runners', why: 'the controller documents no permissions of AWS; what jobs need is for each workflow to say' },
  { program: 'Teleport', why: 'its documentation asks for everything of DynamoDB on its tables, and for access entries of every cluster' },
];
