import type { Sample } from './sample';
import { CodeArtifactBundle } from '../../../lib/bundles/services/code-artifact';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'codeArtifact.read',
    make: () => CodeArtifactBundle.read({ repositories: ['acme/npm'] }),
    values: { repositories: ['acme/npm'] },
  },
];
