import { jsonText } from '../../core/escape';
import { isTargetCreated, targetArnOf } from '../../role/target-arn';
import { TargetRoleTrust } from '../../role/target-role-trust';
import { GENERATED } from '../generated-header';
import type { KubernetesOutput } from '../kubernetes-output';
import { requireLiteral } from '../literal-check';

/** `target-roles/<workload>.json`: what the trust of a target role must allow, to hand over to whoever owns it. Not of one that the app creates. */
export const TARGET_ROLE_FILES: KubernetesOutput = {
  place: { folder: 'target-roles', extension: '.json' },
  title: 'Target roles',
  start: (files) => ({
    addRole: ({ role, workload }) => {
      const targetRoleArn = targetArnOf(role);
      if (targetRoleArn !== undefined && !isTargetCreated(role)) {
        const trust: unknown = TargetRoleTrust.of(role).toDocument();
        requireLiteral(role, 'the trust of the target role', [trust, targetRoleArn]);
        files.write(workload, role.node.path, () => jsonText({ $comment: GENERATED, targetRoleArn, trustPolicy: trust }));
      }
    },
  }),
};
