/** What the session tags of EKS Pod Identity say of a pod. */
const WORDS: Readonly<Record<string, string>> = {
  'kubernetes-namespace': "<the pod's namespace>",
  'kubernetes-service-account': "<the pod's service account>",
  'kubernetes-pod-name': "<the pod's name>",
  'kubernetes-pod-uid': "<the pod's uid>",
  'eks-cluster-name': "<the pod's cluster>",
  'eks-cluster-arn': "<the ARN of the pod's cluster>",
};

/** A text with words in place of the session tags of EKS Pod Identity: `objects below media/<the pod's namespace>/`. */
export function withTagWords(text: string): string {
  return !text.includes('${') ? text
    : text.replace(/\$\{aws:PrincipalTag\/([a-z-]+)\}/gi, (written, tag: string) => Object.hasOwn(WORDS, tag.toLowerCase()) ? WORDS[tag.toLowerCase()] : written);
}
