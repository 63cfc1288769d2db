import { POD_IDENTITY_SERVICE } from '../core/names';

/** A trust of EKS Pod Identity for the pods of one service account, against which nothing is to be said. */
export function trustOfAssociation(namespace: string, name: string) {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Principal: { Service: POD_IDENTITY_SERVICE },
      Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': namespace, 'aws:RequestTag/kubernetes-service-account': name } },
    }],
  };
}

/** The same for pods of which nothing is known. */
export const TRUST_OF_PODS = trustOfAssociation('any', 'any');
