import { jsonText } from '../../core/escape';
import { podIdentityOf } from '../../role/pod-identity-settings';
import { TargetRoleTrust } from '../../role/target-role-trust';
import { GENERATED } from '../generated-header';
import type { KubernetesOutput } from '../kubernetes-output';
import { requireLiteral } from '../literal-check';

/** `target-roles/<workload>.json`: what the trust of a target role must allow, to hand over to whoever owns it. */
export const TARGET_ROLE_FILES: KubernetesOutput = {
  place: { folder: 'target-roles', extension: '.json' },
  title: 'Target roles',
  start: (files) => ({
    addRole: ({ role, workload }) => {
      const target = podIdentityOf(role)?.targetRole;
      if (target !== undefined) {
        const trust: unknown = TargetRoleTrust.of(role).toDocument();
        requireLiteral(role, 'the trust of the target role', [trust, target.roleArn]);
        files.write(workload, role.node.path, () => jsonText({ $comment: GENERATED, targetRoleArn: target.roleArn, trustPolicy: trust }));
      }
    },
  }),
};
