import { judgeAssociatedPods } from '../associated-pods';
import { useAnnotation } from '../live-message';
import type { Rule } from '../rule';
import { isOnFargate } from '../without-agent';

export const ASSOCIATION_ON_FARGATE: Rule = {
  id: 'AssociationOnFargate',
  level: 'error',
  title: 'A pod on Fargate has an EKS Pod Identity association',
  question: 'Does a pod that has its role by an association run on Fargate?',
  why: 'The agent of EKS Pod Identity does not run on Fargate, so that nothing gives the pod its credentials there.',
  fix: 'Use IRSA for it: annotate the ServiceAccount with eks.amazonaws.com/role-arn, and delete the association.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html',
  judgeLive: judgeAssociatedPods({
    isMeant: isOnFargate,
    cause: 'on Fargate, where no agent runs',
    sees: 'the application gets no credentials of EKS Pod Identity',
    command: useAnnotation,
  }),
};
