import { CHECKS } from './checks-name';

/** What the CDK CLI puts before the id of a finding of our checks. */
export const CHECKS_PREFIX = `${CHECKS}::`;

/** What it puts before the id of a warning; earlier versions of aws-cdk-lib write it in lower case. */
export const ANNOTATION_PREFIX = '[Aa]nnotation::';

const PREFIXES = new RegExp(`^(?:${CHECKS_PREFIX}(?=${CHECKS}-)|${ANNOTATION_PREFIX}(?=cdk-irsa:))`);

/** The id of a finding or a warning as this library writes it, of the one that the CDK CLI prints. */
export function withoutCliPrefix(id: string): string {
  return id.replace(PREFIXES, '');
}
