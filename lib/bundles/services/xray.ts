import { flag, flagParameter } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle } from '../statement';
import { samplingTraces, writingTraces } from './xray-statements';

/** Options for `XRayBundle.write`. */
export interface XRayWriteOptions {
  /**
   * Allow asking for the sampling rules of the account. Without it the SDKs sample by rules of their own.
   *
   * @default true
   */
  readonly sampling?: boolean;
}

/** X-Ray: traces. X-Ray knows no resources for them: what is allowed is allowed for the whole account and region. */
export class XRayBundle {
  /**
   * Write traces: the X-Ray daemon, an SDK of X-Ray or OpenTelemetry. Bundle id `xray.write`.
   *
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html
   */
  public static write(options: XRayWriteOptions = {}): IPolicyBundle {
    return write(options.sampling);
  }

  private constructor() {}
}

function write(sampling = true) {
  return new CatalogueBundle('xray.write', () => [writingTraces(), ...(sampling ? [samplingTraces()] : [])]);
}

export const XRAY_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'xray.write',
    summary: 'Write traces, ask for sampling rules',
    usedBy: 'the X-Ray daemon, SDKs of X-Ray',
    versions: 'daemon 3.6',
    sources: ['https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html', 'https://github.com/aws/aws-xray-daemon/blob/master/pkg/conn/xray_client.go'],
    parameters: {
      sampling: flagParameter('Allow asking for the sampling rules of the account.', true),
    },
    create: (values) => write(flag(values, 'sampling')),
  },
];
