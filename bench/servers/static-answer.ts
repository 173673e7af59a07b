/** The answer that the contestants give who look nothing up: one learner, found exactly. About 1.7 kB as XML. */
export const staticAnswer = {
  ResponseCode: 'WSRC0004',
  ULN: '9900001000',
  FamilyName: 'Testington',
  GivenName: 'Eleanor',
  Learner: [
    {
      CreatedDate: '2018-09-03',
      LastUpdatedDate: '2018-09-03',
      ULN: '9900001000',
      Title: 'Miss',
      GivenName: 'Eleanor',
      MiddleOtherName: 'Grace',
      FamilyName: 'Testington',
      PreferredGivenName: 'Ellie',
      PreviousFamilyName: 'Samplesworth',
      FamilyNameAtAge16: 'Samplesworth',
      SchoolAtAge16: 'Fictional Park Academy',
      LastKnownAddressLine1: '1 Imaginary Avenue',
      LastKnownAddressLine2: 'Invented Gardens',
      LastKnownAddressTown: 'Testington-on-Sea',
      LastKnownAddressCountyOrCity: 'Fictionshire',
      LastKnownPostCode: 'ZT1 4EE',
      DateOfAddressCapture: '2021-09-01',
      DateOfBirth: '2004-04-12',
      PlaceOfBirth: 'Fictionshire',
      Gender: '2',
      EmailAddress: 'eleanor.testington@compatibility.test',
      Nationality: 'GBR',
      VerificationType: '5',
      TierLevel: '0',
      AbilityToShare: '1',
      LearnerStatus: '1',
      Notes: 'A record that exists so that answers can be timed, and for no other purpose whatever.',
      VersionNumber: 1,
    },
  ],
};

/** The same as a SOAP message of 1.7 kB. */
export function staticMessage(): Buffer {
  const { Learner, ...echo } = staticAnswer;
  const elements = (fields: object) =>
    Object.entries(fields)
      .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
      .join('');
  const learners = Learner.map((learner) => `<Learner>${elements(learner)}</Learner>`).join('');
  return Buffer.from(
    '<?xml version="1.0" encoding="utf-8"?>' +
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
      '<ns2:FindLearnerResponse xmlns:ns2="http://api.lrs.miap.gov.uk/findmsg">' +
      `${elements(echo)}${learners}</ns2:FindLearnerResponse></soapenv:Body></soapenv:Envelope>`,
  );
}
