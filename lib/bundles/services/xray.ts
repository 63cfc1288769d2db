import { traceSamplingStatement, traceWritingStatement } from './xray-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';

/** Options for `XRayBundle.write`. */
export interface XRayWriteOptions {
  /**
   * Allow asking for the sampling rules of the account. Without it the SDKs sample by rules of their own.
   *
   * @default true
   */
  readonly sampling?: boolean;
}

/**
 * X-Ray: traces. X-Ray knows no resources for them: what is allowed is allowed for the whole account and region.
 *
 * @example
 * role.addBundle(XRayBundle.write());
 */
export class XRayBundle {
  /**
   * Write traces: the X-Ray daemon, an SDK of X-Ray or OpenTelemetry. Bundle id `xray.write`.
   *
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html
   */
  public static write(options: XRayWriteOptions = {}): IPolicyBundle {
    return WRITE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [WRITE];
  }

  private constructor() {}
}

const WRITE = defineBundle<XRayWriteOptions>()({
  id: 'xray.write',
  className: 'XRayBundle',
  summary: 'Write traces, ask for sampling rules',
  usedBy: 'the X-Ray daemon, SDKs of X-Ray',
  upstream: [{ repository: 'aws/aws-xray-daemon', release: 'v3.6.6', program: 'daemon' }],
  sources: ['https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html', 'https://github.com/aws/aws-xray-daemon/blob/master/pkg/conn/xray_client.go'],
  parameters: { sampling: flag('Allow asking for the sampling rules of the account.', true) },
  statements: ({ sampling }) => [traceWritingStatement(), ...(sampling ? [traceSamplingStatement()] : [])],
});
