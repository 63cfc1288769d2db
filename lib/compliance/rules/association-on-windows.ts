import { judgeAssociatedPods } from '../associated-pods';
import { useAnnotation } from '../live-message';
import type { Rule } from '../rule';
import { isOnWindows } from '../without-agent';

export const ASSOCIATION_ON_WINDOWS: Rule = {
  id: 'AssociationOnWindows',
  level: 'error',
  title: 'A pod on Windows has an EKS Pod Identity association',
  question: 'Does a pod that has its role by an association run on Windows?',
  why: 'The agent of EKS Pod Identity runs on Linux only, so that nothing gives the pod its credentials on a Windows node.',
  fix: 'Use IRSA for it: annotate the ServiceAccount with eks.amazonaws.com/role-arn, and delete the association.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html',
  judgeLive: judgeAssociatedPods({
    isMeant: isOnWindows,
    cause: 'on Windows, where no agent runs',
    sees: 'the application gets no credentials of EKS Pod Identity, and takes the node\'s role or finds none',
    command: useAnnotation,
  }),
};
