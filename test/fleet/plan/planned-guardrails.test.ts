import { errorsOf, MAIN } from '../support';

// What may be wrong with a guardrail of a file: one clear error for each mistake, at its place.

const guardrail = (lines: string) => `${MAIN}workloads:
  billing: {}
guardrails:
  invoices:
${lines.split('\n').map((line) => `    ${line}`).join('\n')}
`;

const SOUND = `reason: invoices hold personal data
only: [billing]
may: ["s3:*"]
on: ["arn:aws:s3:::acme-billing/*"]`;

const changed = (from: string, to: string) => guardrail(SOUND.replace(from, to));

test('a sound guardrail is none', () => {
  expect(errorsOf(guardrail(SOUND))).toEqual([]);
  expect(errorsOf(guardrail('nobody: true\nreason: nobody may be more than they are\nmay: ["iam:Put*", "sts:AssumeRole"]\nexcept: { "sts:AssumeRole": ["arn:aws:iam::*:role/readers/*"] }'))).toEqual([]);
  expect(errorsOf(guardrail('ready: no-iam-changes'))).toEqual([]);
  expect(errorsOf(guardrail('ready: decrypting\nonly: [billing]\non: ["arn:aws:kms:eu-central-1:111122223333:key/1234"]'))).toEqual([]);
});

test.each<[string, string, string]>([
  ['an empty one', `${MAIN}workloads:\n  billing: {}\nguardrails:\n  invoices: {}\n`,
    '9:3: guardrails.invoices: must have "reason", "may" with the actions and "only" with those who may, or "nobody: true"'],
  ['no guardrail at all', `${MAIN}workloads:\n  billing: {}\nguardrails: {}\n`, '8:13: guardrails: must have at least one entry, got {}'],
  ['no reason', changed('reason: invoices hold personal data\n', ''), '9:3: guardrails.invoices: must have "reason"'],
  ['a reason that is none', changed('invoices hold personal data', 'TODO'),
    '10:13: guardrails.invoices.reason: must be a sentence that says why (at least three different words; "TODO" and "n/a" are none), got "TODO"'],
  ['nobody and only', guardrail(`${SOUND}\nnobody: true`), '14:5: guardrails.invoices.nobody: must be left out beside "only": either nobody may, or those who are named'],
  ['neither', changed('only: [billing]\n', ''), '9:3: guardrails.invoices: must have "only" with those who may, or "nobody: true"'],
  ['nobody: false', changed('only: [billing]', 'nobody: false'), '11:13: guardrails.invoices.nobody: must be true or left out, got false: those who may stand under "only"'],
  ['an empty list of those who may', changed('[billing]', '[]'), '11:11: guardrails.invoices.only: must name at least one, got []'],
  ['a cluster before the service account', changed('[billing]', '[main/shop/billing]'),
    '11:12: guardrails.invoices.only[0]: must be a workload\'s key, "namespace/account" or the ARN of a role, each perhaps with wildcards, got "main/shop/billing": a guardrail holds in every cluster, so leave the cluster out'],
  ['the subject of a token', changed('[billing]', '["system:serviceaccount:shop:billing"]'),
    '11:12: guardrails.invoices.only[0]: must be a workload\'s key, "namespace/account" or the ARN of a role, each perhaps with wildcards, got "system:serviceaccount:shop:billing": write "shop/billing"'],
  ['an action without a service', changed('"s3:*"', 's3'), '12:11: guardrails.invoices.may[0]: must be an action (service:Name), perhaps with wildcards, got "s3": did you mean "s3:*"?'],
  ['a service that AWS does not have', changed('"s3:*"', 'secretmanager:GetSecretValue'),
    '12:11: guardrails.invoices.may[0]: must be an action of a service that AWS has, got "secretmanager:GetSecretValue": did you mean "secretsmanager:GetSecretValue"?'],
  ['a misspelt action', changed('"s3:*"', 's3:GetObjet'), '12:11: guardrails.invoices.may[0]: must be an action that AWS has, got "s3:GetObjet": did you mean "s3:GetObject"?'],
  ['a misspelt action with a wildcard', changed('"s3:*"', '"iam:Atach*"'), '12:11: guardrails.invoices.may[0]: must be an action that AWS has, got "iam:Atach*": did you mean "iam:Attac*"?'],
  ['a resource that is no ARN', changed('arn:aws:s3:::acme-billing/*', 'acme-billing'),
    '13:10: guardrails.invoices.on[0]: must be an ARN, perhaps with wildcards, got "acme-billing": for a bucket write "arn:aws:s3:::acme-billing" and "arn:aws:s3:::acme-billing/*"'],
  ['an ARN that is cut off', changed('arn:aws:s3:::acme-billing/*', 'arn:aws:s3'),
    '13:10: guardrails.invoices.on[0]: must be an ARN, perhaps with wildcards, got "arn:aws:s3": an ARN has six parts with ":" between them, such as arn:aws:s3:::acme-billing/*'],
  ['a resource that no action takes', changed('arn:aws:s3:::acme-billing/*', 'arn:aws:sqs:*:*:orders'),
    '13:10: guardrails.invoices.on[0]: must be a resource that the action takes (s3:*), got "arn:aws:sqs:*:*:orders"'],
  ['a bucket where an object is meant', changed('arn:aws:s3:::acme-billing/*', 'arn:aws:s3:::acme-billing').replace('"s3:*"', 's3:GetObject'),
    '13:10: guardrails.invoices.on[0]: must be a resource that the action takes (s3:GetObject), got "arn:aws:s3:::acme-billing": objects are "arn:aws:s3:::acme-billing/*"'],
  ['a resource for actions that take none', changed('arn:aws:s3:::acme-billing/*', 'arn:aws:organizations::*:account/*').replace('"s3:*"', 'organizations:LeaveOrganization'),
    '13:10: guardrails.invoices.on[0]: must be a resource that the action takes (organizations:LeaveOrganization), got "arn:aws:organizations::*:account/*": leave "on" out, since they are about no resource'],
  ['an exception that excepts nothing', guardrail(`${SOUND}\nexcept: { "s4:GetObject": ["*"] }`),
    '14:15: guardrails.invoices.except["s4:GetObject"]: must be one of the actions under "may" (s3:*), got "s4:GetObject"'],
  ['an exception whose resource is no ARN', guardrail(`${SOUND}\nexcept: { "s3:GetObject": [logo.png] }`),
    '14:32: guardrails.invoices.except["s3:GetObject"][0]: must be an ARN, perhaps with wildcards, got "logo.png": for a bucket write "arn:aws:s3:::logo.png" and "arn:aws:s3:::logo.png/*"'],
  ['a ready guardrail that there is not', guardrail('ready: no-iam-change'), ''],
  ['a ready guardrail with actions', guardrail('ready: no-iam-changes\nmay: ["iam:*"]'),
    '11:5: guardrails.invoices.may: must be left out beside "ready": no-iam-changes has its own actions, and a guardrail of your own names others'],
  ['a ready guardrail that needs resources', guardrail('ready: decrypting'), '9:3: guardrails.invoices: must have "on" with ready: decrypting: the resources that it is about'],
  ['onAll without on', guardrail('nobody: true\nreason: nobody may read it all\nmay: ["s3:*"]\nonAll: true'), '13:5: guardrails.invoices.onAll: must stand beside "on", whose resources it is about'],
  ['another word for undecided', guardrail(`${SOUND}\nundecided: deny`), '14:16: guardrails.invoices.undecided: must be one of "breach", "warn" or "allow", got "deny"'],
  ['an unknown key', guardrail(`${SOUND}\nexcepts: {}`), ''],
])('%s', (_, content, message) => {
  const errors = errorsOf(content);
  expect(errors).toHaveLength(1);
  if (message !== '') {
    expect(errors).toEqual([message]);
  }
});

test('an item that is no text leaves the others at their places', () => {
  expect(errorsOf(changed('["s3:*"]', '[5, s3:GetObjet]'))).toEqual([
    expect.stringMatching(/^12:11: guardrails\.invoices\.may\[0\]: must be text, got 5/),
    '12:14: guardrails.invoices.may[1]: must be an action that AWS has, got "s3:GetObjet": did you mean "s3:GetObject"?',
  ]);
});
