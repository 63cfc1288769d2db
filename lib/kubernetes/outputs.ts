import type { KubernetesOutput } from './kubernetes-output';
import { ADDON_SCRIPTS } from './outputs/addon-scripts';
import { ANNOTATE_SCRIPTS } from './outputs/annotate-scripts';
import { AWS_PROFILE_FILES } from './outputs/aws-profile-files';
import { CHECK_POD_FILES } from './outputs/check-pod-files';
import { EKSCTL_FILES } from './outputs/eksctl-files';
import { HELM_FILES } from './outputs/helm-files';
import { INDEX_FILE } from './outputs/index-file';
import { MANIFEST_FILES } from './outputs/manifest-files';
import { PERMISSION_FILES } from './outputs/permission-files';
import { POD_TOKEN_FILES } from './outputs/pod-token-files';
import { TARGET_ROLE_FILES } from './outputs/target-role-files';

/** Every kind of file, in the order in which a role is added to them: the first that cannot be written is the role's problem. */
export const OUTPUTS: readonly KubernetesOutput[] = [
  INDEX_FILE,
  MANIFEST_FILES,
  HELM_FILES,
  ANNOTATE_SCRIPTS,
  ADDON_SCRIPTS,
  EKSCTL_FILES,
  CHECK_POD_FILES,
  POD_TOKEN_FILES,
  TARGET_ROLE_FILES,
  AWS_PROFILE_FILES,
  PERMISSION_FILES,
];

/** The path of an output's file in the directory. */
export function pathIn({ place }: KubernetesOutput, name: string | undefined): string {
  return 'file' in place ? place.file : `${place.folder}/${name}${place.extension}`;
}

/** The output that writes a file. */
export function outputOf(file: string): KubernetesOutput | undefined {
  return OUTPUTS.find(({ place }) => 'file' in place ? place.file === file : file.startsWith(`${place.folder}/`));
}
