import { entryDocuments } from '../../access/entry-documents';
import type { ControlPolicies } from '../../access/routes/role-policies';
import { readJson } from '../../core/json';
import { TextError, placeOf } from '../../core/placed-data';
import type { PolicyLevel } from '../../iam/applicable-policies';
import { plain } from '../../iam/partial-text';
import { pathText } from '../../iam/written-path';
import { problemOf } from '../../inventory/problem';
import type { Problem } from '../../inventory/problem';
import { readText } from '../../inventory/read-text';
import { problemLine } from '../audit/text-report';
import type { Console } from '../console';

type Kind = 'serviceControlPolicies' | 'resourceControlPolicies';

/** Reads the control policies of organizations; nothing if one cannot be read, which is said on standard error. */
export function readControlFiles(scp: readonly string[] = [], rcp: readonly string[] = [], console: Console): ControlPolicies | undefined {
  const problems: Problem[] = [];
  const [service, resource] = [levelsOf(scp, 'serviceControlPolicies', problems), levelsOf(rcp, 'resourceControlPolicies', problems)];
  problems.forEach((problem) => console.err(`${problemLine(problem)}\n`));
  return problems.length > 0 ? undefined : {
    policies: {
      ...scp.length === 0 ? {} : { serviceControlPolicies: service.map(({ level }) => level) },
      ...rcp.length === 0 ? {} : { resourceControlPolicies: resource.map(({ level }) => level) },
    },
    nameOf: ({ policy, level = 0 }) => {
      const file = plain((policy === 'serviceControlPolicies' ? service : resource)[level]?.file ?? '');
      return policy === 'serviceControlPolicies' ? `the service control policy ${file}` : `the resource control policy ${file}`;
    },
  };
}

/** Each file is a level, or has several of them. */
function levelsOf(files: readonly string[], kind: Kind, problems: Problem[]): { readonly level: PolicyLevel; readonly file: string }[] {
  return files.flatMap((file) => {
    try {
      const data = readJson(readText(file));
      const found = entryDocuments({ [kind]: data.value }, ([, ...path], problem) =>
        problems.push({ file, place: placeOf(data, path), message: path.length === 0 ? problem : `${pathText(path)} ${problem}` }));
      return (found[kind] ?? []).map((level) => ({ level, file }));
    } catch (error) {
      if (error instanceof TextError) {
        problems.push(problemOf(file, error));
        return [];
      }
      throw error;
    }
  });
}
