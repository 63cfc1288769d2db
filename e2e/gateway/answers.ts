import { cbor } from '@smithy/core/cbor';
import type { ServiceRequest } from './requests';

interface Refused {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;
}

/** An error of STS and of the other services that answer in XML. */
export function stsError(code: string, message: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code>`
    + `<Message>${escaped(message)}</Message></Error><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>`;
}

/** AccessDenied in the words of the service's protocol. */
export function refusalOf({ service, url, target }: ServiceRequest, message: string): Refused {
  if (service === 's3') {
    const body = `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>${escaped(message)}</Message></Error>`;
    return { status: 403, headers: { 'content-type': 'application/xml' }, body };
  }
  if (url.pathname.startsWith('/service/')) {
    return {
      status: 403,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: Buffer.from(cbor.serialize({ __type: 'AccessDeniedException', message })),
    };
  }
  if (target !== undefined) {
    return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify({ __type: 'AccessDeniedException', message }) };
  }
  return { status: 403, headers: { 'content-type': 'text/xml' }, body: stsError('AccessDenied', message) };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
