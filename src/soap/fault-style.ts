/** How the faults of each service look. Their forms: docs/interface-specification.md, "Faults". */
import { escapeText } from '../contract/escape-xml.js';
import type { FaultCode } from '../domain/response-code.js';

/** A fault that has a code. */
export interface CodedFault {
  readonly code: FaultCode;
  readonly description: string;
  /** On one line, and not too long. */
  readonly furtherDetails: string;
  /** `yyyy-MM-dd HH:mm:ss` in the service's time zone. */
  readonly timestamp: string;
}

export interface FaultStyle {
  /** Why nobody is known who calls, in the names that requests of the service have for it. */
  readonly unknownOrganisation: string;
  /** What requests of the service call the organisation's password. */
  readonly passwordName: string;
  /** Gives the whole envelope. */
  coded(fault: CodedFault): string;
  /** A fault that SOAP itself knows, without a detail: SOAP 1.1, section 4.4 keeps it for errors of the Body. */
  plain(faultcode: 'VersionMismatch' | 'MustUnderstand', faultstring: string): string;
}

/** Existing clients were written against a service that names the part that failed like this. */
const VALIDATOR = 'uk.gov.miap.lrs.api.learner.utils.MSGValidator.validateSOAPMSG()';

const actors: Readonly<Record<FaultCode, string>> = {
  WSEC0001: VALIDATOR,
  WSEC0002: 'operation',
  WSEC0003: 'access',
  WSEC0004: 'access',
  WSEC0005: 'access',
  WSEC0006: 'access',
  WSEC0999: 'service',
};

/** MIAPAPIException, as LearnerService has it. */
export const learnerServiceFaults: FaultStyle = {
  unknownOrganisation:
    'No organisation that may call has this OrganisationRef or UKPRN. Where both are sent, they must belong together.',
  passwordName: 'OrgPassword',
  // Clients cut the piece from <ns10:MIAPAPIException to its end tag out of the text and parse that alone:
  // so the prefix is fixed, declared on the element itself, and the children have no namespace.
  coded: ({ code, description, furtherDetails, timestamp }) =>
    enveloped(
      'soapenv',
      'Server',
      'uk.gov.miap.lrs.api.exceptions.MIAPAPIException',
      '<detail><ns10:MIAPAPIException xmlns:ns10="http://api.lrs.miap.gov.uk/exceptions">' +
        `<ErrorCode>${code}</ErrorCode>` +
        `<ErrorActor>${actors[code]}</ErrorActor>` +
        `<Description>${escapeText(description)}</Description>` +
        `<FurtherDetails>${escapeText(furtherDetails)}</FurtherDetails>` +
        `<ErrorTimestamp>${timestamp}</ErrorTimestamp>` +
        '</ns10:MIAPAPIException></detail>',
    ),
  plain: (faultcode, faultstring) => enveloped('soapenv', faultcode, faultstring, ''),
};

/** DomainFault. No sample of one is known: faultcode and the text of ErrorDetail are this register's own choice. */
const domainFault: Pick<FaultStyle, 'coded' | 'plain'> = {
  coded: ({ code, description, furtherDetails }) =>
    enveloped(
      's',
      code === 'WSEC0999' ? 'Server' : 'Client',
      `${code}: ${description}`,
      '<detail><DomainFault xmlns="http://api.lrs.qcf.gov.uk/faults">' +
        `<ErrorCode>${code}</ErrorCode>` +
        `<ErrorDetail>${Buffer.from(`${description} ${furtherDetails}`.trim()).toString('base64')}</ErrorDetail>` +
        '</DomainFault></detail>',
    ),
  plain: (faultcode, faultstring) => enveloped('s', faultcode, faultstring, ''),
};

export const learnerServiceR9Faults: FaultStyle = {
  ...domainFault,
  unknownOrganisation:
    'No organisation that may call has this Reference (OrganisationRef) or Ukprn. Where both are sent, they must belong together.',
  passwordName: 'Password',
};

export const externalServiceFaults: FaultStyle = {
  ...domainFault,
  unknownOrganisation: 'No organisation that may call has this OrganisationRef.',
  passwordName: 'OrgPassword',
};

function enveloped(prefix: string, faultcode: string, faultstring: string, detail: string): string {
  return (
    `<${prefix}:Envelope xmlns:${prefix}="http://schemas.xmlsoap.org/soap/envelope/"><${prefix}:Body><${prefix}:Fault>` +
    `<faultcode>${prefix}:${faultcode}</faultcode><faultstring>${escapeText(faultstring)}</faultstring>` +
    `${detail}</${prefix}:Fault></${prefix}:Body></${prefix}:Envelope>`
  );
}
