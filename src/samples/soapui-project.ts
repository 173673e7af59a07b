/**
 * The samples as a project for SoapUI: an interface for each service, with its operations and a request for each sample.
 * The format is that of SoapUI 5 (namespace http://eviware.com/soapui/config); it writes such files itself.
 */
import { createHash } from 'node:crypto';
import { describeService, type DescribedService } from '../contract/description.js';
import { escapeAttribute, escapeText } from '../contract/escape-xml.js';
import { answerInWords } from './answer-in-words.js';
import { sampleRequests, sampleServices } from './sample-requests.js';
import type { SampleCallers, SampleData, SampleRequest } from './sample.js';
import { variablesFor } from './variables.js';
import { wsdlFacts } from './wsdl-facts.js';

const CONFIG = 'http://eviware.com/soapui/config';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const WSDL = 'http://schemas.xmlsoap.org/wsdl/';

/** The callers are properties of the project: changed there, they count for every request. */
export function soapUiProject(data: SampleData, origin: string, callers: SampleCallers): string {
  // SoapUI puts a property's value in here as it is, so what needs escaping is escaped in the property.
  const variables = variablesFor(callers, (name) => `\${#Project#${name}}`);
  const requests = sampleRequests(data, variables.callers);
  const name = 'Learner Register';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<con:soapui-project id="${idOf(name)}" activeEnvironment="Default" name="${name}" resourceRoot="" soapui-version="5.7.0" xmlns:con="${CONFIG}">`,
    '<con:settings/>',
    ...sampleServices.map((service) => interfaceOf(service, origin, requests)),
    '<con:properties>',
    ...variables.list.map(
      ([key, value]) =>
        `<con:property><con:name>${key}</con:name><con:value>${escapeText(escapeText(value))}</con:value></con:property>`,
    ),
    '</con:properties>',
    '<con:wssContainer/>',
    '</con:soapui-project>',
    '',
  ].join('\n');
}

function interfaceOf(service: DescribedService, origin: string, requests: readonly SampleRequest[]): string {
  const { binding, targetNamespace, soapActions } = wsdlFacts(service);
  const endpoint = `${origin}/${service}.svc`;
  const definition = escapeAttribute(`${endpoint}?wsdl`);
  return [
    `<con:interface xsi:type="con:WsdlInterface" id="${idOf(service)}" wsaVersion="NONE" name="${binding}" type="wsdl" ` +
      `bindingName="{${escapeAttribute(targetNamespace)}}${binding}" soapVersion="1_1" anonymous="optional" ` +
      `definition="${definition}" xmlns:xsi="${XSI}">`,
    '<con:settings/>',
    `<con:definitionCache type="TEXT" rootPart="${definition}"><con:part><con:url>${escapeText(`${endpoint}?wsdl`)}</con:url>` +
      `<con:content>${cdata(describeService(service, endpoint))}</con:content><con:type>${WSDL}</con:type></con:part></con:definitionCache>`,
    `<con:endpoints><con:endpoint>${escapeText(endpoint)}</con:endpoint></con:endpoints>`,
    ...Array.from(soapActions, ([operation, action]) =>
      operationOf({ service, operation, action, endpoint }, requests),
    ),
    '</con:interface>',
  ].join('\n');
}

interface Place {
  readonly service: DescribedService;
  readonly operation: string;
  readonly action: string;
  readonly endpoint: string;
}

function operationOf(
  { service, operation, action, endpoint }: Place,
  requests: readonly SampleRequest[],
): string {
  const own = requests.filter((request) => request.service === service && request.operation === operation);
  return [
    `<con:operation id="${idOf(service, operation)}" isOneWay="false" action="${escapeAttribute(action)}" name="${operation}" ` +
      `bindingOperationName="${operation}" type="Request-Response" outputName="" inputName="" receivesAttachments="false" ` +
      'sendsAttachments="false" anonymous="optional">',
    '<con:settings/>',
    ...own.map((request) => callOf(request, action, endpoint)),
    '</con:operation>',
  ].join('\n');
}

function callOf(
  { service, name, answers, note, message }: SampleRequest,
  action: string,
  endpoint: string,
): string {
  const description = [answerInWords(answers), ...(note === undefined ? [] : [note])].join(' ');
  return [
    `<con:call id="${idOf(service, name, 'call')}" name="${escapeAttribute(name)}">`,
    `<con:description>${escapeText(description)}</con:description>`,
    '<con:settings/>',
    '<con:encoding>UTF-8</con:encoding>',
    `<con:endpoint>${escapeText(endpoint)}</con:endpoint>`,
    `<con:request>${cdata(message)}</con:request>`,
    '<con:credentials><con:authType>No Authorization</con:authType></con:credentials>',
    '<con:jmsConfig JMSDeliveryMode="PERSISTENT"/><con:jmsPropertyConfig/>',
    `<con:wsaConfig mustUnderstand="NONE" version="200508" action="${escapeAttribute(action)}"/>`,
    '<con:wsrmConfig version="1.2"/>',
    '</con:call>',
  ].join('\n');
}

/** XML 1.0, section 2.7: a section cannot hold its own end, so it is cut in two there. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** The same id for the same thing in every download: a UUID of version 8 (RFC 9562, section 5.8). */
function idOf(...names: readonly string[]): string {
  const hex = createHash('sha256').update(names.join('\n')).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
