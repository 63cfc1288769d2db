import { awsConfigurationOf, configMap, profilePatch } from '../aws-profile';
import type { KubernetesOutput } from '../kubernetes-output';
import { annotatedIn, oneOf } from '../trusted-cluster';

/**
 * `aws-profiles/<cluster>/<workload>/config-map.yaml` and `…/pods.yaml`: the AWS profile by which pods assume a target role themselves, and
 * what they need to have it.
 */
export const AWS_PROFILE_FILES: KubernetesOutput = {
  place: { folder: 'aws-profiles', extension: '.yaml' },
  title: 'AWS profiles',
  start: (files) => ({
    addToCluster: ({ role, workload }, cluster) => {
      const configuration = awsConfigurationOf(role, cluster);
      if (configuration === undefined) {
        return;
      }
      const folder = `${cluster.displayName}/${workload}`;
      const { subjects } = annotatedIn(role, oneOf(cluster));
      const namespaces = [...new Set(subjects.map(({ namespace }) => namespace))];
      const profiles = configuration.profiles.map(({ name, roleArn }) => `  ${name}: ${roleArn}`);
      files.write(`${folder}/config-map`, role.node.path, (path) => files.yaml.file([
        'The AWS configuration by which the pods assume, with these profiles:', ...profiles,
        `  kubectl apply --filename ${path}`,
      ], namespaces.map((namespace) => configMap(workload, namespace, configuration))));
      files.write(`${folder}/pods`, role.node.path, (path) => files.yaml.file([
        'For the template of your own pods: the AWS configuration of the ConfigMap beside this file, and which profile SDKs take of it.',
        ...configuration.profiles.length === 1 ? [] : ['Name the profile in AWS_PROFILE, or in the code of your clients:', ...profiles],
        'Give the container the name of yours, then patch what makes the pods, or use this as a patch of Kustomize:',
        ...namespaces.map((namespace) => `  kubectl patch deployment <name> --namespace ${namespace} --patch-file ${path}`),
      ], [profilePatch(workload, configuration)]));
    },
  }),
};
