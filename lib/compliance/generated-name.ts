/** The most characters of a role's name; CloudFormation cuts what it joins to fit them. */
const MOST_CHARACTERS = 64;

/**
 * Whether CloudFormation may have made a role's name of a logical id: `<stack>-<logical id>-<12 or 13 characters>`. Of what is
 * too long, the logical id keeps its beginning.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export function isGeneratedFrom(logicalId: string, name: string): boolean {
  const [, id] = /^[A-Za-z][-A-Za-z0-9]*-([A-Za-z0-9]+)-[A-Za-z0-9]{12,13}$/.exec(name) ?? [];
  return id !== undefined && (id === logicalId || (name.length >= MOST_CHARACTERS - 2 && logicalId.startsWith(id)));
}
