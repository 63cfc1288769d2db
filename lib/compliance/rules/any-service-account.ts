import { addTo } from '../../core/add-to';
import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { JudgedRole } from '../judged-role';
import type { Rule, RuleFinding } from '../rule';
import { unmeantName } from '../subject-language';
import { narrowSubjects, subjectsOf, suchAs } from '../subjects';

export const ANY_SERVICE_ACCOUNT: Rule = {
  id: 'AnyServiceAccount',
  level: 'error',
  title: 'The trust takes every service account of a namespace',
  question: 'May a service account of the namespace become the role that the pattern was hardly written for?',
  why: 'Every pod of the namespace may become the role, also those that need nothing of AWS, and so may whoever creates a pod there.',
  fix: 'Name the service account, or a pattern that begins or ends as only the meant ones do, such as "runner-*".',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role) => [
    ...subjectsOf(role).filter(({ reach }) => reach === 'a namespace').map(({ value, namespace, number, provider, witness }) => ({
      detail: value,
      of: plain(provider),
      message: `statement ${number} of the trust takes ${show(value)}, every service account of the namespace ${namespace}${suchAs(witness)}: name the service account`,
    })),
    ...together(role),
  ],
};

/** Patterns of one namespace of which each takes few names, and all together most: one for each letter. */
function together(role: JudgedRole): RuleFinding[] {
  const ofNamespace = new Map<string, { readonly number: number; readonly namespace: string; readonly value: string }[]>();
  narrowSubjects(role).filter(({ reach }) => reach === 'some')
    .forEach((subject) => addTo(ofNamespace, `${subject.number} ${subject.provider} ${subject.namespace}`, [subject]));
  return [...ofNamespace.values()].filter((subjects) => subjects.length > 1).flatMap((subjects) => {
    const [{ number, namespace, value }] = subjects;
    const witness = unmeantName(subjects.map((subject) => subject.value), namespace);
    return witness === undefined ? [] : [{
      detail: `${value} and ${subjects.length - 1} others`,
      message: `statement ${number} of the trust takes by ${subjects.length} patterns together most service accounts of the namespace ${namespace}${suchAs(witness)}: name the service account`,
    }];
  });
}
