import type { IRole } from 'aws-cdk-lib/aws-iam';
import { passRoleStatement } from './pass-role-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { JOB_TEMPLATES, MEDIA_QUEUES, PRESETS } from '../resources/media-convert-queues';
import { regionalArns } from '../resources/place';
import { names, resources } from '../resources/resource-kind';
import { OWN_ACCOUNT, PASSED_ROLES } from '../resources/roles';
import { allow } from '../statement';

/** Options for `MediaConvertBundle.run`. */
export interface MediaConvertRunOptions {
  /** Names of queues in the account and region of the role's stack, or ARNs. At least one. */
  readonly queues: string[];

  /** The roles with which jobs read and write, which trust `mediaconvert.amazonaws.com`. At least one. */
  readonly jobRoles: IRole[];

  /**
   * Names of job templates of your own, or ARNs.
   *
   * @default - none
   */
  readonly jobTemplates?: string[];

  /**
   * Names of output presets of your own, or ARNs.
   *
   * @default - none
   */
  readonly presets?: string[];

  /**
   * Allow cancelling jobs, of other programs too.
   *
   * @default false
   */
  readonly allowCancel?: boolean;
}

/**
 * MediaConvert: jobs in given queues.
 *
 * @example
 * role.addBundle(MediaConvertBundle.run({ queues: ['Default'], jobRoles: [jobRole] }));
 */
export class MediaConvertBundle {
  /**
   * Make jobs in given queues, with given roles, and see how far they are. Bundle id `mediaConvert.run`.
   *
   * @see https://docs.aws.amazon.com/mediaconvert/latest/ug/security_iam_id-based-policy-examples.html
   */
  public static run(options: MediaConvertRunOptions): IPolicyBundle {
    return RUN.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [RUN];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/mediaconvert/latest/ug/security_iam_id-based-policy-examples.html';

const RUN = defineBundle<MediaConvertRunOptions>()({
  id: 'mediaConvert.run',
  summary: 'Run jobs in given queues, with given roles',
  sources: [
    'https://docs.aws.amazon.com/mediaconvert/latest/ug/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/mediaconvert/latest/ug/creating-the-iam-role-in-mediaconvert-configured.html',
  ],
  parameters: {
    queues: required(names(MEDIA_QUEUES, 'Names or ARNs of the queues.')),
    jobRoles: required(resources(PASSED_ROLES, 'ARNs of the roles with which jobs read and write.', OWN_ACCOUNT)),
    jobTemplates: names(JOB_TEMPLATES, 'Names or ARNs of job templates of your own.'),
    presets: names(PRESETS, 'Names or ARNs of output presets of your own.'),
    allowCancel: flag('Allow cancelling jobs, of other programs too.'),
  },
  statements: ({ queues, jobRoles, jobTemplates, presets, allowCancel }, { place }) => [
    allow({ actions: ['mediaconvert:CreateJob'], resources: [...queues, ...jobTemplates, ...presets] }),
    allow({ actions: ['mediaconvert:ListJobs'], resources: queues }),
    allow({
      actions: ['mediaconvert:GetJob', ...(allowCancel ? ['mediaconvert:CancelJob'] : [])],
      resources: regionalArns(place, 'mediaconvert', 'jobs/*'),
      evidence: { reason: 'a job gets its id when it is made, and has no queue in its ARN', source: GUIDE },
    }),
    allow({
      actions: ['mediaconvert:DescribeEndpoints'],
      resources: ['*'],
      evidence: { reason: 'older clients ask for the endpoint first, and the action supports no resource', source: GUIDE },
    }),
    passRoleStatement(jobRoles, 'mediaconvert.amazonaws.com'),
  ],
});
