import { resourceText } from '../../access/words/resource-words';
import { list } from '../../core/text';
import { arnParts } from '../../iam/arn';
import type { PolicyDocument } from '../../iam/document';
import { hasWildcard, isOnlyWildcards } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';
import type { KnownAction } from '../../iam/known-actions';
import { isKnown, masked, plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { ReportWildcard } from '../report-data';

/** How many actions are named that could do without a wildcard. */
const MOST_NAMED = 4;

/** What the template says of a policy, by the ids of the findings that are acknowledged with it. */
type Reasons = ReadonlyMap<string, string>;

type Why = Pick<ReportWildcard, 'evidence' | 'why'>;

/** The wildcards of a policy that allow something, and why each is there. */
export function wildcardsOf({ statements }: PolicyDocument, reasons: Reasons, account: string | undefined): ReportWildcard[] {
  return statements.filter(({ effect }) => effect !== 'Deny').flatMap((statement) => [
    ...actionWildcards(statement, reasons),
    ...resourceWildcards(statement, reasons, account),
  ]);
}

function actionWildcards({ number, actions, notActions }: PolicyStatement, reasons: Reasons): ReportWildcard[] {
  const found = actions.filter(hasWildcard).map((value): ReportWildcard => ({
    statement: number,
    element: 'Action',
    value: plain(value),
    breadth: isOnlyWildcards(value.slice(value.indexOf(':') + 1)) ? 'any' : 'pattern',
    ...reasonFor('Action', value, reasons) ?? { evidence: 'none', why: matchesText(value) },
  }));
  const [first] = notActions;
  return first === undefined ? found : [...found, {
    statement: number,
    element: 'NotAction',
    value: notActions.map(plain).join(', '),
    breadth: 'any',
    ...reasonFor('Action', first, reasons) ?? { evidence: 'none', why: 'allows every action but these, those of the future included' },
  }];
}

function matchesText(pattern: string): string {
  const all = isKnown(pattern) && pattern.includes(':') ? KnownActions.read().matching(pattern) : undefined;
  return all === undefined ? 'allows every action that it stands for' : `stands for ${all.length === 1 ? '1 action' : `${all.length.toLocaleString('en-US')} actions`} today, and for those of the future`;
}

function resourceWildcards(statement: PolicyStatement, reasons: Reasons, account: string | undefined): ReportWildcard[] {
  const { number, resources, notResources } = statement;
  const found = resources.filter(hasWildcard).map((entry): ReportWildcard => {
    const breadth = breadthOfEntry(entry);
    return {
      statement: number,
      element: 'Resource',
      value: plain(entry),
      breadth,
      ...reasonFor('Resource', entry, reasons) ?? (breadth === 'inside' ? { evidence: 'inside', why: resourceText(entry, account) } : byReference(statement)),
    };
  });
  const [first] = notResources;
  return first === undefined ? found : [...found, {
    statement: number,
    element: 'NotResource',
    value: notResources.map(plain).join(', '),
    breadth: 'any',
    ...reasonFor('Resource', first, reasons) ?? { evidence: 'none', why: 'is about everything but these' },
  }];
}

/** What the template says of this wildcard, else of the whole policy. An id with a reference in it may be of this wildcard. */
function reasonFor(element: 'Action' | 'Resource', value: string, reasons: Reasons): Why | undefined {
  const own = reasons.get(`AwsSolutions-IAM5[${element}::${plain(value)}]`);
  const isWider = (id: string) => !/^AwsSolutions-IAM5\[(?:Action|Resource)::/.test(id) || (id.includes(`[${element}::`) && id.includes('<'));
  const why = own ?? [...reasons].find(([id]) => isWider(id))?.[1];
  return why === undefined ? undefined : { evidence: 'reason', why };
}

/** Whether AWS takes nothing but a wildcard for the actions of the statement. */
function byReference({ actions }: PolicyStatement): Why {
  const known = actions.flatMap((action) => isKnown(action) && action.includes(':') ? (KnownActions.read().matching(action) ?? []).map((one) => ({ one, action })) : []);
  const named = known.filter(({ one }) => takesResource(one)).map(({ one, action }) => `${action.split(':')[0].toLowerCase()}:${one.name}`);
  const isWholly = known.length > 0 && actions.every((action) => known.some(({ action: other }) => other === action));
  if (isWholly && named.length === 0) {
    return { evidence: 'reference', why: 'AWS lets no statement name a resource for these actions' };
  }
  const shown = [...new Set(named)];
  const more = shown.length - MOST_NAMED;
  return {
    evidence: 'none',
    why: shown.length === 0 ? 'no reason is written'
      : `no reason is written; ${list(more > 1 ? [...shown.slice(0, MOST_NAMED), `${more.toLocaleString('en-US')} more`] : shown)} could name resources`,
  };
}

function takesResource({ resources }: KnownAction): boolean {
  return resources === undefined || resources.length > 0;
}

/** How much an entry of `Resource` takes. */
export function breadthOfEntry(entry: string): ReportWildcard['breadth'] {
  const parts = arnParts(entry);
  if (parts === undefined) {
    return 'any';
  }
  const { service, region, account, resource } = parts;
  const name = masked(resource, 'x').replace(service === 's3' ? /\/[^]*$/ : /^[a-z][\w-]*[:/]/i, '');
  if (isOnlyWildcards(name)) {
    return 'any';
  }
  const isOpenPlace = service !== 's3' && [region, account].some((part) => hasWildcard(part));
  return !isOpenPlace && !hasWildcard(nameIn(service, resource)) ? 'inside' : 'pattern';
}

/** The part of a resource that names it: of objects their bucket, of what is below a path that path. */
export function nameIn(service: string, resource: string): string {
  if (service === 's3') {
    return resource.replace(/\/[^]*$/, '');
  }
  const whole = service === 'secretsmanager' ? resource.replace(/-(?:\?{6}|\*)$/, '')
    : service === 'dynamodb' ? resource.replace(/^(table\/[^/]+)\/[^]*$/, '$1')
      : service === 'logs' ? resource.replace(/^(log-group:[^:]+):[^]*$/, '$1') : resource;
  const outer = whole.replace(/[:/]\*$/, '');
  return /[:/]/.test(outer) ? outer : whole; // `table/*` is any table
}
