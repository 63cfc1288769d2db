/** The placeholders that every file has, with what they stand for. Those of a file's own are its `variables`. */
export const PLACEHOLDER_WORDS = {
  account: "the role's account",
  cluster: "the key of the workload's cluster in this file",
  clusterName: "the clusterName of the workload's cluster",
  environment: 'the environment',
  namespace: "the workload's namespace",
  partition: "the role's partition",
  region: "the region of the workload's cluster",
  serviceAccount: "the workload's service account",
  team: 'the name of the included file that has the workload',
  workload: "the workload's key",
} as const;

export type PlaceholderWord = keyof typeof PLACEHOLDER_WORDS;

/** Their names, without braces. */
export const PLACEHOLDERS = Object.keys(PLACEHOLDER_WORDS) as readonly PlaceholderWord[];
