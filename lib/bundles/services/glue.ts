import type { IKey } from 'aws-cdk-lib/aws-kms';
import { catalogueReadStatements } from './glue-statements';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { GLUE_DATABASES } from '../resources/data-catalogue';
import { encryptionKeys } from '../resources/kms-keys';
import { names } from '../resources/resource-kind';

/** Options for `GlueBundle.read`. */
export interface GlueReadOptions {
  /** Names of databases in the account and region of the role's stack, or ARNs. At least one. */
  readonly databases: string[];

  /**
   * The customer-managed KMS key that encrypts the catalogue; usable through Glue only, to decrypt.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * The Glue Data Catalog: given databases.
 *
 * @example
 * role.addBundle(GlueBundle.read({ databases: ['sales'] }));
 */
export class GlueBundle {
  /**
   * Read the definitions of databases, tables and partitions, as Spark, Trino and Iceberg clients do. The data itself is in buckets: see
   * `S3Bundle.read`. Bundle id `glue.read`.
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
   */
  public static read(options: GlueReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ];
  }

  private constructor() {}
}

const READ = defineBundle<GlueReadOptions>()({
  id: 'glue.read',
  summary: 'Read the definitions of the tables of given databases',
  sources: [
    'https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html',
    'https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html',
  ],
  parameters: {
    databases: required(names(GLUE_DATABASES, 'Names or ARNs of the databases.')),
    encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS key of the catalogue.'),
  },
  statements: ({ databases, encryptionKeys: keys }, { scope }) => [
    ...catalogueReadStatements(databases),
    // Clients that write need kms:Encrypt and kms:GenerateDataKey too.
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'glue'),
  ],
});
