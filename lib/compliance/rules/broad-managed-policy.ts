import { managedPolicyOf } from '../../iam/arn';
import { plain } from '../../iam/partial-text';
import { isOfWorkload } from '../escalation';
import { ManagedPolicies } from '../managed-policies';
import type { Rule } from '../rule';

export const BROAD_MANAGED_POLICY: Rule = {
  id: 'BroadManagedPolicy',
  level: 'error',
  title: 'A policy of AWS that allows too much on every resource is attached',
  question: 'Does a policy of AWS that is attached allow everything of a service, or a way to the permissions of others, on any resource?',
  why: 'It allows everything of a service, or a way to the permissions of others, on every resource of the account, and AWS adds actions to it as the service grows.',
  fix: 'Attach a policy that names the actions and the resources that the workload needs.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  isOfPermissions: true,
  judge: (role) => !isOfWorkload(role) ? [] : role.managedPolicyArns.flatMap((arn) => {
    const { account, name = '' } = managedPolicyOf(arn) ?? {};
    const grant = account === 'aws' ? ManagedPolicies.read().broadGrant(name) : undefined;
    return grant === undefined ? [] : [{
      detail: plain(name),
      message: `the policy ${plain(arn)} of AWS is attached, which allows ${grant} on every resource of the account: attach one that names what is needed`,
    }];
  }),
};
