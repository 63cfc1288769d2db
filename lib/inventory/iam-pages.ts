import { asList, text } from './iam-principal';
import { isObject } from '../core/plain-object';
import { arnParts } from '../iam/arn';

/** One page of what `aws iam` lists of roles. */
export interface IamPage {
  readonly list: 'RoleDetailList' | 'Roles';
  /** Whether another page follows, wherever that may be. */
  readonly isPartial: boolean;
  /** Nothing on a page without ARNs. */
  readonly account?: string;
}

/** A value in a list, and the keys that lead to it. */
export interface KeyedItem {
  readonly item: unknown;
  readonly keys: readonly string[];
}

const LISTS = ['RoleDetailList', 'UserDetailList', 'GroupDetailList', 'Policies', 'Roles'];

/** Reads what tells of a value that it is a page; nothing of any other value. */
export function pageOf(content: unknown): IamPage | undefined {
  if (!isObject(content)) {
    return undefined;
  }
  const { RoleDetailList: details, Roles: roles } = content;
  const isListed = Array.isArray(roles) && roles.every((role) => isObject(role) && 'AssumeRolePolicyDocument' in role);
  return !Array.isArray(details) && !isListed ? undefined
    : { list: Array.isArray(details) ? 'RoleDetailList' : 'Roles', isPartial: hasMore(content), account: accountOf(content) };
}

/** Whether AWS says that there is more than what it returned. */
export function hasMore({ IsTruncated: isTruncated, Marker: marker, NextToken: token }: Record<string, unknown>): boolean {
  return isTruncated === true || [marker, token].some((next) => text(next) !== '');
}

/** Whether a value goes on where a page ends: both are of one list, and not of different accounts. */
export function goesOn(page: IamPage | undefined, next: IamPage | undefined): boolean {
  return page?.isPartial === true && next?.list === page.list
    && (page.account === undefined || next.account === undefined || page.account === next.account);
}

/** The values of a list, with the pages together that follow each other. */
export function inRuns(items: readonly KeyedItem[]): KeyedItem[][] {
  const runs: KeyedItem[][] = [];
  let before: IamPage | undefined;
  for (const item of items) {
    const page = pageOf(item.item);
    if (goesOn(before, page)) {
      runs.at(-1)!.push(item);
    } else {
      runs.push([item]);
    }
    // A page may have no ARN, and the account of those before it.
    before = page && { ...page, account: page.account ?? (goesOn(before, page) ? before?.account : undefined) };
  }
  return runs;
}

function accountOf(content: Record<string, unknown>): string | undefined {
  const arns = LISTS.flatMap((list) => asList(content[list]).slice(0, 10)).map((item) => text(item?.Arn));
  return arns.map((arn) => arnParts(arn)?.account ?? '').find((account) => /^\d{12}$/.test(account));
}
