import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { regionStatement } from './region-statement';
import type { TextFormat } from '../../core/text-format';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { regionalArns } from '../resources/place';
import { aroundPart } from '../resources/regional';
import { resources } from '../resources/resource-kind';
import { allow, oneOrMore } from '../statement';

/** Options for `TranscribeBundle.transcribe`. */
export interface TranscribeOptions {
  /**
   * What the names of jobs begin with, such as `shop-`. Jobs are given it, read and deleted by it.
   *
   * @default - none, which is enough for streams
   */
  readonly jobNames?: string[];

  /**
   * The buckets to which jobs write. A job without one, whose result Transcribe keeps, is refused.
   *
   * @default - none; required with `jobNames`
   */
  readonly outputBuckets?: IBucket[];
}

/**
 * Transcribe.
 *
 * @example
 * role.addBundle(TranscribeBundle.transcribe({ outputBuckets: [bucket] }));
 */
export class TranscribeBundle {
  /**
   * Turn speech into text: as a stream, and from recordings in buckets. The recordings are read, and results written, with the
   * permissions of the caller: see `S3Bundle.read` and `S3Bundle.write`. Bundle id `transcribe.transcribe`.
   *
   * @see https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static transcribe(options: TranscribeOptions = {}): IPolicyBundle {
    return TRANSCRIBE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [TRANSCRIBE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontranscribe.html';

const JOB_PREFIX: TextFormat = {
  pattern: '[A-Za-z0-9._-]{1,199}', rule: "what the names of jobs begin with (1 to 199 letters, digits and '._-', without '*')", example: 'shop-',
};

const TRANSCRIBE = defineBundle<TranscribeOptions>()({
  id: 'transcribe.transcribe',
  summary: 'Turn speech into text, from streams, and from recordings into given buckets',
  sources: [GUIDE, REFERENCE],
  parameters: {
    jobNames: texts(JOB_PREFIX, 'What the names of jobs begin with.'),
    outputBuckets: resources(BUCKETS, 'Names or ARNs of the buckets to which jobs write. Goes with jobNames.'),
  },
  check: ({ jobNames, outputBuckets }, { refuse }) => {
    if ((jobNames.length > 0) !== (outputBuckets.length > 0)) {
      refuse(jobNames.length > 0 ? 'outputBuckets' : 'jobNames', 'must be given too: a job has a name, and a bucket for its result');
    }
  },
  statements: ({ jobNames, outputBuckets }, { place }) => [
    regionStatement(place, ['transcribe:StartStreamTranscription', 'transcribe:StartStreamTranscriptionWebSocket'], {
      reason: 'speech comes with the call, and the actions support no resource; the condition limits the region', source: REFERENCE,
    }),
    ...(jobNames.length > 0 ? [
      allow({
        actions: ['transcribe:StartTranscriptionJob'],
        resources: ['*'],
        conditions: { StringEquals: { 'transcribe:OutputBucketName': oneOrMore(outputBuckets.map((bucket) => aroundPart(bucket, ':::')[1])) } },
        evidence: { reason: 'a job is no resource when it is started; the condition limits where its result goes', source: REFERENCE },
      }),
      allow({
        actions: ['transcribe:DeleteTranscriptionJob', 'transcribe:GetTranscriptionJob'],
        resources: regionalArns(place, 'transcribe', ...jobNames.map((name) => `transcription-job/${name}*`)),
        evidence: { reason: 'the names of jobs go on with what is transcribed', source: REFERENCE },
      }),
    ] : []),
  ],
});
