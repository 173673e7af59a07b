/** Prints what CPU time reading a request takes, by the scanner and by the validator: `node dist/bench/read-message.js`. */
import { createLearnerServiceReader } from '../src/contract/service-readers.js';

const reader = createLearnerServiceReader();

const envelope = (request: string): string =>
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://api.lrs.miap.gov.uk/`
    .concat(request.startsWith('<m:SubmitBatch') ? 'batchmsg' : 'findmsg')
    .concat(`"><soapenv:Header/><soapenv:Body>${request}</soapenv:Body></soapenv:Envelope>`);

const head =
  '<OrganisationRef>LRTEST</OrganisationRef><UKPRN>10000001</UKPRN><OrgPassword>0123456789abcdef</OrgPassword><UserName>bench</UserName>';

const byUln = envelope(
  `<m:FindLearnerByULN><FindType>FUL</FindType>${head}<ULN>1234567892</ULN><FamilyName>Specimen</FamilyName><GivenName>Anna</GivenName></m:FindLearnerByULN>`,
);

/** About 1,000 bytes, as a batch of a college has them. */
const learner =
  '\n      <Learner>\n        <MISIdentifier>MIS-0001</MISIdentifier>\n        <Title>Ms</Title>\n        <GivenName>Anna</GivenName>\n        <PreferredGivenName>Ann</PreferredGivenName>\n        <MiddleOtherName>Bea</MiddleOtherName>\n        <FamilyName>Specimen</FamilyName>\n        <PreviousFamilyName/>\n        <FamilyNameAtAge16>Specimen</FamilyNameAtAge16>\n        <SchoolAtAge16>A School in a Town</SchoolAtAge16>\n        <LastKnownAddressLine1>1 High Street</LastKnownAddressLine1>\n        <LastKnownAddressTown>Town</LastKnownAddressTown>\n        <LastKnownPostCode>ZZ99 9ZZ</LastKnownPostCode>\n        <DateOfAddressCapture>2020-01-01</DateOfAddressCapture>\n        <DateOfBirth>2004-02-29</DateOfBirth>\n        <PlaceOfBirth>Town</PlaceOfBirth>\n        <EmailAddress>anna.specimen@example.org</EmailAddress>\n        <Gender>2</Gender>\n        <Nationality>GBR</Nationality>\n        <AbilityToShare>1</AbilityToShare>\n        <VerificationType>1</VerificationType>\n      </Learner>';

const batch = envelope(
  `<m:SubmitBatch>${head}<JobType>FUL</JobType><LearnerRecordCount>200</LearnerRecordCount>${learner.repeat(200)}</m:SubmitBatch>`,
);

/** A comment sends a message to the validator. */
const commented = (message: string): string => message.replace('<soapenv:Body>', '<soapenv:Body><!-- -->');

function measure(name: string, message: string, rounds: number): void {
  const body = Buffer.from(message);
  for (let round = 0; round < rounds / 5; round++) reader.read(body, 'text/xml; charset=utf-8');
  const times: number[] = [];
  for (let repeat = 0; repeat < 5; repeat++) {
    const start = process.cpuUsage();
    for (let round = 0; round < rounds; round++) {
      if (!reader.read(body, 'text/xml; charset=utf-8').ok) throw new Error(`${name} is refused`);
    }
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / rounds);
  }
  times.sort((a, b) => a - b);
  const [best = 0, , median = 0] = times;
  console.log(
    `${name.padEnd(44)} ${body.length} bytes  median ${median.toFixed(1)} µs, best ${best.toFixed(1)} µs`,
  );
}

measure('learnerByULN, scanner', byUln, 20_000);
measure('learnerByULN, validator', commented(byUln), 3_000);
measure('submitBatchRegistration of 200, scanner', batch, 60);
measure('submitBatchRegistration of 200, validator', commented(batch), 20);
console.log(reader.counts);
