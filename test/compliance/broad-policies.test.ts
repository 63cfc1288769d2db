import { isBroadPolicy } from '../../lib/compliance/broad-policies';

test.each(['AdministratorAccess', 'AdministratorAccess-Amplify', 'AmazonS3FullAccess', 'AmazonSQSFullAccess', 'PowerUserAccess', 'SystemAdministrator', 'SecretsManagerReadWrite'])(
  '%s gives all of a service', (name) => expect(isBroadPolicy(name)).toBe(true));

test.each(['AmazonS3ReadOnlyAccess', 'AmazonEKS_CNI_Policy', 'ReadOnlyAccess', 'SecurityAudit', 'AmazonSSMManagedInstanceCore', 'AmazonEBSCSIDriverPolicy'])(
  '%s does not', (name) => expect(isBroadPolicy(name)).toBe(false));
