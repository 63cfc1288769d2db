import type { AccessModel } from '../../access/model/access-model';
import type { OwnedResource } from '../../access/model/owned-resources';
import { permissionLines } from '../../access/words/permission-words';
import { plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { ReportResourcePolicy } from '../report-resource';

/** The policy of a resource in words. */
export function resourcePolicy(model: AccessModel, { policies, account }: OwnedResource): ReportResourcePolicy {
  const [{ file, place: { line } }] = policies.map(({ origin }) => origin());
  const statements = policies.flatMap(({ document }) => document.statements);
  return {
    file,
    line,
    statements: statements.map((statement) => ({
      effect: plain(statement.effect),
      who: whoIn(model, statement),
      text: [...new Set(permissionLines(statement, account).map(({ text }) => text))].join('; '),
    })),
  };
}

function whoIn(model: AccessModel, { principals, notPrincipals, hasNotPrincipal }: PolicyStatement): string[] {
  if (hasNotPrincipal) {
    return [`everyone but ${notPrincipals.map(({ value }) => plain(value)).join(', ')}`];
  }
  return principals.map(({ type, value }) => {
    const [role] = model.rolesOfArn(value);
    return value === '*' ? 'anyone' : role !== undefined ? `role ${plain(role.name)}` : type === 'Service' ? `the service ${plain(value)}`
      : /:root$|^\d{12}$/.test(value) ? `whom account ${/\d{12}/.exec(value)?.[0] ?? plain(value)} allows` : plain(value);
  });
}
