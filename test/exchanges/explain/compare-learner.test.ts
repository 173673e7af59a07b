import { expect } from 'chai';
import { detailsOf } from '../../../src/exchanges/explain/asked-details.js';
import { compareLearner } from '../../../src/exchanges/explain/compare-learner.js';
import { tree } from './messages.js';

const learner = `<Learner><ULN>9900001000</ULN><GivenName>Zoë</GivenName><FamilyName>Married</FamilyName>
  <PreferredGivenName>Zed</PreferredGivenName><PreviousFamilyName>O'Maiden</PreviousFamilyName>
  <SchoolAtAge16>Imaginary School</SchoolAtAge16>
  <LastKnownPostCode>CV4 9EE</LastKnownPostCode><DateOfBirth>2004-03-12</DateOfBirth><Gender>2</Gender></Learner>`;

/** What is said of each detail when this is asked for. */
function said(asked: string): Readonly<Record<string, string>> {
  const { details } = compareLearner(detailsOf(tree(`<Find>${asked}</Find>`)), tree(learner));
  return Object.fromEntries(
    details.map(({ name, agreement, otherName }) => [
      name,
      agreement.words + (otherName === undefined ? '' : ` (${otherName})`),
    ]),
  );
}

const rest =
  '<DateOfBirth>2004-03-12</DateOfBirth><Gender>2</Gender><LastKnownPostCode>cv49ee</LastKnownPostCode>';

describe('a learner of the answer beside what was asked for', () => {
  it('says what is equal, and what is equal but written differently', () => {
    expect(said(`<GivenName>ZOE</GivenName><FamilyName>Married</FamilyName>${rest}`)).to.deep.equal({
      GivenName: 'Equal, written differently',
      FamilyName: 'Equal',
      DateOfBirth: 'Equal',
      Gender: 'Equal',
      LastKnownPostCode: 'Equal, written differently',
    });
  });

  it('compares with the name that fits best, and says which it is', () => {
    const found = said(`<GivenName>Zed</GivenName><FamilyName>OMaiden</FamilyName>${rest}`);
    expect(found['GivenName']).to.equal('Equal (preferred given name)');
    expect(found['FamilyName']).to.equal('Equal, written differently (previous family name)');
  });

  it('says which slip of the hand a date or a name shows', () => {
    const found = said(
      '<GivenName>Married</GivenName><FamilyName>Zoe</FamilyName><DateOfBirth>2004-12-03</DateOfBirth><Gender>9</Gender><LastKnownPostCode>ZZ99 9ZZ</LastKnownPostCode>',
    );
    expect(found).to.deep.equal({
      GivenName: 'Given name and family name have changed places',
      FamilyName: 'Given name and family name have changed places',
      DateOfBirth: 'Day and month are swapped',
      Gender: 'One side does not know it, which counts as different',
      LastKnownPostCode: 'One stands for "not known", which counts as different',
    });
  });

  it('compares optional details as they narrow', () => {
    const found = said(
      `<GivenName>Zoe</GivenName><FamilyName>Married</FamilyName>${rest}<PreviousFamilyName>omaiden</PreviousFamilyName><SchoolAtAge16>Another</SchoolAtAge16><PlaceOfBirth>Nowhere</PlaceOfBirth>`,
    );
    expect(found['PreviousFamilyName']).to.equal('Equal, written differently');
    expect(found['SchoolAtAge16']).to.equal('Differs');
    expect(found['PlaceOfBirth']).to.equal('The record has none, so it rules nothing out');
  });

  it('compares only what was asked for', () => {
    const found = said('<ULN>9900001000</ULN><GivenName>Zoë</GivenName><FamilyName>Married</FamilyName>');
    expect(found).to.deep.equal({ ULN: 'Equal', GivenName: 'Equal', FamilyName: 'Equal' });
    const master = said('<ULN>9900001019</ULN><GivenName>Zoë</GivenName><FamilyName>Married</FamilyName>');
    expect(master['ULN']).to.equal('Linked to this master record');
  });
});
