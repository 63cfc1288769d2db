import type { IKey } from 'aws-cdk-lib/aws-kms';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CONFIGURATIONS } from '../resources/configurations';
import { encryptionKeys } from '../resources/kms-keys';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `AppConfigBundle.read`. */
export interface AppConfigReadOptions {
  /**
   * The ids of the application, of its environment and of the configuration profile, joined by `/`, such as `abc1234/def5678/ghi9012`,
   * or ARNs. At least one.
   */
  readonly configurations: string[];

  /**
   * Customer-managed KMS keys of configuration profiles; usable through AppConfig only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * AppConfig: given configurations.
 *
 * @example
 * role.addBundle(AppConfigBundle.read({ configurations: ['abc1234/def5678/ghi9012'] }));
 */
export class AppConfigBundle {
  /**
   * Read configurations, as the AppConfig agent and the SDKs do. Bundle id `appConfig.read`.
   *
   * @see https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-retrieving-the-configuration.html
   */
  public static read(options: AppConfigReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ];
  }

  private constructor() {}
}

const READ = defineBundle<AppConfigReadOptions>()({
  id: 'appConfig.read',
  summary: 'Read given configurations',
  sources: [
    'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-retrieving-the-configuration.html',
    'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-security.html',
  ],
  parameters: {
    configurations: required(names(CONFIGURATIONS, 'Ids of application, environment and configuration profile, such as abc1234/def5678/ghi9012, or ARNs.')),
    encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys of the configuration profiles.'),
  },
  statements: ({ configurations, encryptionKeys: keys }, { scope }) => [
    allow({ actions: ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'], resources: configurations }),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'appconfig'),
  ],
});
