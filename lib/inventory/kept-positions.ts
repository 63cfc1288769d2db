/**
 * Whether the position of a value is kept, by its depth and the first key of its path. Resources and roles are on the second
 * level; on the third one in what `get-template` prints, and in lists of lists of roles.
 */
export function isKept(depth: number, first: string): boolean {
  return depth <= 2 || (depth === 3 && /^(TemplateBody|\d+)$/.test(first));
}
