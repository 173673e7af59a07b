import type { Exchange, ExchangeFilter, ExchangeHead } from '../register/exchange-ports.js';

/** Whether a head has what the filter asks of it; its text is for `textMatcher`. */
export function headMatcher({ service, operation, code, from, to }: ExchangeFilter) {
  return (head: ExchangeHead): boolean =>
    (service === undefined || head.service === service) &&
    (operation === undefined || head.operation === operation) &&
    (code === undefined || head.code === code) &&
    (from === undefined || head.at >= from) &&
    (to === undefined || head.at <= to);
}

/** Whether a text is in the request, the answer or the correlation id, in any case. */
export function textMatcher(text: string): (exchange: Exchange) => boolean {
  const wanted = text.toLowerCase();
  return ({ correlationId, request, response }) =>
    [correlationId, readable(request), response.toString('utf8')].some((each) =>
      each.toLowerCase().includes(wanted),
    );
}

/** UTF-16 without its zeros is as good to search as UTF-8, for letters that have one. */
function readable(bytes: Buffer): string {
  return bytes.includes(0) ? bytes.toString('latin1').replaceAll('\0', '') : bytes.toString('utf8');
}
