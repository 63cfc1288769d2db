import type { PolicyDocument } from './document';
import { isKnown } from './partial-text';
import type { PolicyStatement } from './policy-statement';

/** What a part that is not known stands for, by its name; nothing if that is not known either. */
export type ValueOf = (name: string) => string | undefined;

/** A text with what its parts stand for, where that is known. */
export function withKnownParts(text: string, valueOf: ValueOf): string {
  return isKnown(text) ? text : text.replace(/\uE000([^\uE001]*)\uE001/g, (part, name: string) => valueOf(name) ?? part);
}

/** A policy with what its parts stand for; the same one, if it has none that is known. */
export function documentWithKnownParts(document: PolicyDocument, valueOf: ValueOf): PolicyDocument {
  const statements = document.statements.map((statement) => statementWithKnownParts(statement, valueOf));
  return statements.every((statement, i) => statement === document.statements[i]) ? document : { ...document, statements };
}

function statementWithKnownParts(statement: PolicyStatement, valueOf: ValueOf): PolicyStatement {
  const { actions, notActions, resources, notResources, principals, notPrincipals, conditions } = statement;
  const named = [...principals, ...notPrincipals].map(({ value }) => value);
  const tested = conditions.flatMap(({ key, values }) => [key, ...values]);
  if ([actions, notActions, resources, notResources, named, tested].every((texts) => texts.every(isKnown))) {
    return statement;
  }
  const all = (texts: readonly string[]) => texts.map((text) => withKnownParts(text, valueOf));
  return {
    ...statement,
    actions: all(actions),
    notActions: all(notActions),
    resources: all(resources),
    notResources: all(notResources),
    principals: principals.map(({ type, value }) => ({ type, value: withKnownParts(value, valueOf) })),
    notPrincipals: notPrincipals.map(({ type, value }) => ({ type, value: withKnownParts(value, valueOf) })),
    conditions: conditions.map((test) => ({ ...test, key: withKnownParts(test.key, valueOf), values: all(test.values) })),
  };
}
