import { expect } from 'chai';
import { escapeText } from '../../src/contract/escape-xml.js';

/** A message whose ErrorDetail is readable: it travels as base64 and stands in files as text. */
export function withReadableDetail(message: string): string {
  return message.replace(/(?<=<ErrorDetail>)[^<]*/, (encoded) => {
    const bytes = Buffer.from(encoded, 'base64');
    expect(bytes.toString('base64')).to.equal(encoded);
    return escapeText(bytes.toString());
  });
}
