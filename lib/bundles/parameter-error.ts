/** The way to a value of a bundle, such as `['hostedZones', 1]`. Empty if the error is about the bundle as a whole. */
export type ParameterPath = readonly (string | number)[];

/** What is wrong with a parameter of a bundle. A reader of `workloads.yaml` shows it at the line and column of that parameter. */
export class BundleParameterError extends Error {
  /**
   * @param bundle what is being made, as the user wrote it: `Route53Bundle.dns01`, or `route53.dns01` in YAML
   * @param path the way to the value within the options or parameters
   * @param problem what is wrong with the value: a sentence without its subject
   */
  public constructor(bundle: string, public readonly path: ParameterPath, public readonly problem: string) {
    super([bundle, ...(path.length > 0 ? [textOf(path)] : []), problem].join(': '));
    this.name = 'BundleParameterError';
  }
}

function textOf(path: ParameterPath): string {
  return path.map((part, i) => typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${part}`).join('');
}
