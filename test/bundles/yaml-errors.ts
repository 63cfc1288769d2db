import { errorsOf, MAIN } from '../fleet/support';

/** The errors of a bundle in a workloads.yaml, such as `.buckets[0]: must be …`; their lines and columns are the subject of other tests. */
export function yamlErrors(bundle: string): string[] {
  return errorsOf(`${MAIN}    clusterName: production\nworkloads:\n  web:\n    bundles:\n      - ${bundle}\n`).map((error) => {
    const [, text] = error.split(': workloads.web.bundles[0]');
    if (text === undefined) {
      throw new Error(`not of the bundle: ${error}`);
    }
    return text;
  });
}
