import type { KubernetesOutput } from '../kubernetes-output';
import { RoleIndex } from '../role-index';

const FILE = 'index.json';

/** `index.json`: all roles, for machines. */
export const INDEX_FILE: KubernetesOutput & { readonly place: { readonly file: string } } = {
  place: { file: FILE },
  title: 'Index',
  start: (files) => {
    const index = new RoleIndex();
    index._environment = files.options.environment;
    index._owner = files.options.owner;
    return {
      addRole: ({ role, workload, index: options }) => index.addRole(role, { ...options, workload }),
      finish: () => {
        index._files = files.paths();
        files.write(undefined, 'the index', () => index.toJson());
      },
    };
  },
};
