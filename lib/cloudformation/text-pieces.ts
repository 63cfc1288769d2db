import { isKnown, nameOfUnknown, namesOfUnknown, splitText, unknownPart } from '../iam/partial-text';

/** Pseudo parameters whose values contain neither `:` nor `/`. */
const PSEUDO = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix', 'AWS::StackName'];

/** What stands once in a URL, or in the ARN of an OIDC provider, right before the issuer. */
const BEFORE_ISSUERS = ['//', 'https://', ':oidc-provider/', 'oidc-provider/'];

/** The issuer, without its scheme, of an issuer URL or provider ARN that is known only at deploy time. */
export function issuerOfUnknown(name: string): string {
  return unknownPart(`issuer of ${name}`);
}

/** What `Fn::Select` gives of what `Fn::Split` gives; unknown, if an unknown part may contain the delimiter. */
export function selectFromSplit(text: string, delimiter: string, index: number): string {
  const name = nameOfUnknown(text);
  if (name !== undefined && index === 1 && BEFORE_ISSUERS.includes(delimiter)) {
    return issuerOfUnknown(name);
  }
  const pieces = splitText(text, delimiter);
  const isSure = isKnown(text) || (pieces.length > 1 && (delimiter.length > 1 || pieces.slice(0, index + 1).every(isPlainPiece)));
  return isSure && pieces[index] !== undefined ? pieces[index] : unknownPart(`part ${index} of ${text} by '${delimiter}'`);
}

/** What `Fn::Split` gives; nothing, if an unknown part may contain the delimiter. */
export function splitIfSure(text: string, delimiter: string): string[] | undefined {
  return isKnown(text) || (isPlainPiece(text) && !/[\w.-]/.test(delimiter)) ? splitText(text, delimiter) : undefined;
}

/** Whether the only unknown parts are pseudo parameters that contain no delimiter. */
function isPlainPiece(piece: string): boolean {
  return namesOfUnknown(piece).every((name) => PSEUDO.includes(name));
}
