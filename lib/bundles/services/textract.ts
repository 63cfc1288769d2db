import { regionStatement } from './region-statement';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';

/** Options for `TextractBundle.analyze`. */
export interface TextractAnalyzeOptions {
  /**
   * Allow asynchronous jobs, for documents of several pages in buckets. Who knows the id of a job can read its result.
   *
   * @default false
   */
  readonly asynchronous?: boolean;
}

/**
 * Textract.
 *
 * @example
 * role.addBundle(TextractBundle.analyze());
 */
export class TextractBundle {
  /**
   * Read text, forms, tables, invoices and identity documents. Documents in buckets are read with the permissions of the caller: see
   * `S3Bundle.read`. Bundle id `textract.analyze`.
   *
   * @see https://docs.aws.amazon.com/textract/latest/dg/security_iam_id-based-policy-examples.html
   */
  public static analyze(options: TextractAnalyzeOptions = {}): IPolicyBundle {
    return ANALYZE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ANALYZE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/textract/latest/dg/security_iam_id-based-policy-examples.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontextract.html';

const EVIDENCE = { reason: 'documents come with the call, and the actions support no resource; the condition limits the region', source: REFERENCE };

const ACTIONS = ['textract:AnalyzeDocument', 'textract:AnalyzeExpense', 'textract:AnalyzeID', 'textract:DetectDocumentText'];

const JOB_ACTIONS = [
  'textract:GetDocumentAnalysis', 'textract:GetDocumentTextDetection', 'textract:GetExpenseAnalysis', 'textract:StartDocumentAnalysis',
  'textract:StartDocumentTextDetection', 'textract:StartExpenseAnalysis',
];

const ANALYZE = defineBundle<TextractAnalyzeOptions>()({
  id: 'textract.analyze',
  summary: 'Read text, forms and tables from documents',
  sources: [GUIDE, REFERENCE],
  parameters: {
    asynchronous: flag('Allow asynchronous jobs, for documents of several pages in buckets.'),
  },
  statements: ({ asynchronous }, { place }) => [regionStatement(place, [...ACTIONS, ...(asynchronous ? JOB_ACTIONS : [])], EVIDENCE)],
});
