import { WEBHOOK_PREFIX } from '../../core/webhook-annotations';

/*
 * Go templates by which kubectl prints what is needed of objects, and nothing else. Each object is one line. They have no single
 * quotes, since the script has them in single quotes.
 */

/** The space keeps the brace before it out of the template. */
const KEYS_OF = (map: string, length: number, ...prefixes: readonly string[]) =>
  ` {{range $key, $value := ${map}}}{{$begin := printf "%.${length}s" $key}}{{if or ${prefixes.map((prefix) => `(eq $begin "${prefix}")`).join(' ')}}}`;

const METADATA = '"name":{{printf "%q" .metadata.name}},{{with .metadata.namespace}}"namespace":{{printf "%q" .}},{{end}}"uid":{{printf "%q" .metadata.uid}}';

/** ServiceAccounts with the annotations that are about roles, and when each of their owners last set something. */
const SERVICE_ACCOUNT = `{"kind":"ServiceAccount","metadata":{${METADATA},"annotations":{`
  + `${KEYS_OF('.metadata.annotations', 4, 'eks.', 'iam.')}{{printf "%q" $key}}:{{printf "%q" $value}},{{end}}{{end}}"":""},"managedFields":[`
  + `{{range .metadata.managedFields}}{{if exists . "fieldsV1" "f:metadata" "f:annotations" "f:${WEBHOOK_PREFIX}role-arn"}}`
  + `{"time":{{printf "%q" .time}},"fieldsV1":{"f:metadata":{"f:annotations":{"f:${WEBHOOK_PREFIX}role-arn":{}}}}},{{end}}{{end}}{}]}}`;

/** Each container of a pod, as `.`. */
const inContainers = (text: string) => `{{range .spec.initContainers}}${text}{{end}}{{range .spec.containers}}${text}{{end}}`;

/** Whether a container has a variable, or the pod a volume, by which EKS gives it a token. */
const hasToken = (key: string, variable: string, volume: string) => `{{$has := false}}${inContainers(`{{range .env}}{{if eq .name "${variable}"}}{{$has = true}}{{end}}{{end}}`)}`
  + `{{range .spec.volumes}}{{if eq .name "${volume}"}}{{$has = true}}{{end}}{{end}}{{if $has}},"${key}":true{{end}}`;

/** The volumes with tokens for somebody else than Kubernetes, and for whom they are. */
const TOKEN_VOLUMES = ',"volumes":[{{range .spec.volumes}}{{$volume := .name}}{{with .projected}}{{range .sources}}{{with .serviceAccountToken}}{{with .audience}}'
  + '{"name":{{printf "%q" $volume}},"projected":{"sources":[{"serviceAccountToken":{"audience":{{printf "%q" .}}}}]}},{{end}}{{end}}{{end}}{{end}}{{end}}{}]';

/** The ARNs in the environment of the containers with a token that is in no volume of the pod's own, each with a separator behind it. */
const ROLES = inContainers('{{$file := ""}}{{range .env}}{{if eq .name "AWS_WEB_IDENTITY_TOKEN_FILE"}}{{with .value}}{{$file = .}}{{end}}{{end}}{{end}}'
  + '{{$own := eq $file ""}}{{range .volumeMounts}}{{if ne .name "aws-iam-token"}}{{if eq (printf "%.*s" (len .mountPath) $file) .mountPath}}{{$own = true}}{{end}}{{end}}{{end}}'
  + '{{if not $own}}{{range .env}}{{if eq .name "AWS_ROLE_ARN"}}{{with .value}}{{printf "%q\x1f" .}}{{end}}{{end}}{{end}}{{end}}');

/** Of a pod's environment only whether it has EKS's variables; the role's ARN goes through a pipe, in the column before the object. */
const POD = `{"kind":"Pod","metadata":{${METADATA},{{with .metadata.creationTimestamp}}"creationTimestamp":{{printf "%q" .}},{{end}}"labels":{`
  + `${KEYS_OF('.metadata.labels', 17, 'eks.amazonaws.com', 'pod-template-hash', 'app.kubernetes.io')}{{printf "%q" $key}}:{{printf "%q" $value}},{{end}}{{end}}"":""},"ownerReferences":[`
  + '{{range $i, $owner := .metadata.ownerReferences}}{{if eq $i 0}}{"kind":{{printf "%q" .kind}},"name":{{printf "%q" .name}}}{{end}}{{end}}]},'
  + '"spec":{"serviceAccountName":{{with .spec.serviceAccountName}}{{printf "%q" .}}{{else}}"default"{{end}}'
  + '{{with .spec.nodeName}},"nodeName":{{printf "%q" .}}{{end}}{{if .spec.hostNetwork}},"hostNetwork":true{{end}}'
  + '{{with .spec.os}},"os":{"name":{{printf "%q" .name}}}{{end}}'
  + '{{with .spec.nodeSelector}}{{with or (index . "kubernetes.io/os") (index . "beta.kubernetes.io/os")}},"nodeSelector":{"kubernetes.io/os":{{printf "%q" .}}}{{end}}{{end}}'
  + `${TOKEN_VOLUMES}},`
  + '"status":{"phase":{{printf "%q" .status.phase}}{{range .status.conditions}}{{if eq .type "Ready"}},"conditions":[{"type":"Ready","status":{{printf "%q" .status}}}]{{end}}{{end}}},'
  + '"cdkIrsa":{"role":"@ROLE@"'
  + `${hasToken('hasWebIdentity', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'aws-iam-token')}${hasToken('hasPodIdentity', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'eks-pod-identity-token')}}}`;

/** `S`, the account and its annotation, or `P`, the pod's account and the ARNs in its environment, then the object; `E` at the end. */
export const ACCOUNTS_AND_PODS = '{{range .items}}{{if eq .kind "ServiceAccount"}}'
  + `S\t{{.metadata.namespace}}/{{.metadata.name}}\t{{with .metadata.annotations}}{{with index . "${WEBHOOK_PREFIX}role-arn"}}{{printf "%q" .}}{{end}}{{end}}\t${SERVICE_ACCOUNT}`
  + '{{else}}P\t{{.metadata.namespace}}/{{with .spec.serviceAccountName}}{{.}}{{else}}default{{end}}\t'
  + `${ROLES}\t${POD}`
  + '{{end}}{{"\\n"}}{{end}}E{{"\\n"}}';

/** Nodes with the labels that tell what runs them. */
export const NODES = '{"kind":"List","cdkIrsaKinds":["Node"],"items":[{{range $i, $node := .items}}{{if $i}},{{end}}{{"\\n"}}'
  + `{"kind":"Node","metadata":{${METADATA},"labels":{${KEYS_OF('.metadata.labels', 17, 'eks.amazonaws.com', 'kubernetes.io/os')}{{printf "%q" $key}}:{{printf "%q" $value}},{{end}}{{end}}"":""}}}`
  + '{{end}}{{"\\n"}}]}{{"\\n"}}';

/** Puts lines of accounts and pods into one list. A role's ARN is compared with the annotation, and goes no further. */
export const TO_LIST = [
  'BEGIN { FS = "\\t"; print "{\\"kind\\":\\"List\\",\\"cdkIrsaKinds\\":[\\"ServiceAccount\\",\\"Pod\\"],\\"items\\":[" }',
  '$1 == "S" { role[$2] = $3 }',
  '$1 == "E" { ended = 1 }',
  '$1 == "S" || $1 == "P" {',
  '  object = substr($0, length($1 $2 $3) + 4)',
  '  found = ""; count = split($3, roles, "\\037")',
  '  for (i = 1; i <= count; i++) if (roles[i] != "") found = found == "" || found == roles[i] ? roles[i] : "several"',
  '  sub("@ROLE@", found == "" ? "none" : found == "several" ? found : found == role[$2] ? "annotated" : "other", object)',
  '  print separator object; separator = ","',
  '}',
  'END { print "]}"; exit !ended }',
].join('\n');
