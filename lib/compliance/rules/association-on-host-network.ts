import { isOfAddOn } from '../../inventory/add-on-accounts';
import { judgeAssociatedPods } from '../associated-pods';
import { commandOf } from '../live-message';
import type { Rule } from '../rule';

export const ASSOCIATION_ON_HOST_NETWORK: Rule = {
  id: 'AssociationOnHostNetwork',
  level: 'warning',
  title: "A pod with an EKS Pod Identity association is on its node's network",
  question: "Is a pod that has its role by an association on its node's network, other than those of add-ons of EKS?",
  why: "A pod with hostNetwork reaches the node's instance metadata, and with it the node's role, whatever hop limit keeps other pods out. Where the agent does not answer it, its SDK takes the node's role without a word.",
  fix: 'Take hostNetwork away from the workload, or acknowledge that it needs it.',
  link: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  judgeLive: judgeAssociatedPods({
    // Add-ons of EKS are on it by design, such as the VPC CNI.
    isMeant: ({ isOnHostNetwork, namespace, serviceAccount }) => isOnHostNetwork && !isOfAddOn(namespace, serviceAccount),
    cause: "on the node's network (hostNetwork)",
    sees: "the application reaches the node's role as well, and has that wherever the agent does not answer",
    command: (_, { namespace, name, workload = `pod/${name}` }) => commandOf(
      'kubectl', '-n', namespace, 'patch', workload, '--type', 'json', '-p', '[{"op":"remove","path":"/spec/template/spec/hostNetwork"}]'),
  }),
};
