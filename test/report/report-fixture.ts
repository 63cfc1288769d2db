import { join } from 'path';
import { runReport } from '../../lib/cli/report/run-report';
import type { ReportOptions } from '../../lib/cli/report/run-report';
import type { ReportData } from '../../lib/report/report-data';
import { ACCOUNT, ISSUERS, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from '../access/inventory-fixture';
import { FakeConsole } from '../cli/fake-console';

export const BUCKET = 'arn:aws:s3:::acme-billing';

/** Runs the command, and answers with what it prints, the folder left out. */
export function report(folder: string, options: Partial<ReportOptions> = {}) {
  const console = new FakeConsole();
  const code = runReport([join(folder, '.')], { format: 'json', date: '2026-01-31', ...options }, '1.2.3', console);
  return { code, out: console.stdout.split(`${folder}/`).join(''), err: console.stderr.split(`${folder}/`).join('') };
}

export function dataOf(folder: string, options: Partial<ReportOptions> = {}): ReportData {
  return JSON.parse(report(folder, options).out);
}

/** What is asked of the report, in one answer for each role: `billing: reads, deletes objects of acme-billing`. */
export function reachOf({ resources, roles }: ReportData, arn: string): string[] {
  const found = resources.find((one) => one.arn === arn);
  return (found?.reach ?? []).flatMap(({ role, by, lines }) => lines.map(({ verbs, on, decision, conditions, dependsOn }) =>
    `${roles.find(({ id }) => id === role)!.name}: ${decision === 'undecided' ? 'perhaps ' : ''}${verbs.join(', ')} ${on}${by === 'name' ? '' : ` (${by})`}`
    + `${conditions.length > 0 ? `, if ${conditions.join(' and ')}` : ''}${dependsOn === null ? '' : `, by ${dependsOn}`}`));
}

const statement = (actions: string | string[], resources: string | string[], others: object = {}) => ({ Effect: 'Allow', Action: actions, Resource: resources, ...others });

/** A platform with each thing that the report speaks of. */
export function platform(): string {
  return folderWith({
    'roles.json': templateOf({
      Billing: {
        ...roleOf('billing', trustFor('system:serviceaccount:payments:billing'), [
          statement(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `${BUCKET}/invoices/*`),
          statement('kms:Decrypt', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
          statement('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/archive`),
        ]),
        Metadata: { cdk_nag: { rules_to_suppress: [{ id: `AwsSolutions-IAM5[Resource::${BUCKET}/invoices/*]`, reason: 'own: invoices get their keys when they are written' }] } },
      },
      Archive: roleOf('archive', trustOfRoles(`arn:aws:iam::${ACCOUNT}:role/billing`), [statement('s3:PutObject', 'arn:aws:s3:::acme-archive/*')]),
      Cleaner: roleOf('cleaner', trustFor('system:serviceaccount:ops:*', ISSUERS.green, 'StringLike'), [
        statement(['s3:DeleteObject', 'ec2:DescribeInstances'], '*'),
        { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::acme-archive/*' },
      ]),
      Reports: roleOf('reports', trustFor('system:serviceaccount:payments:reports', ISSUERS.blue), [
        statement('s3:Get*', 'arn:aws:s3:::acme-*/*'), statement('ec2:DescribeInstances', '*'),
      ], { PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/limit` }),
    }),
    'bucket.json': templateOf({
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'acme-media',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/billing` }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' }] },
        },
      },
    }),
  });
}
