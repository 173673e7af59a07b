import { expect } from 'chai';
import fc from 'fast-check';
import { optionalFields, requiredFields } from '../../src/domain/learner-fields.js';
import { applyUpdate, type UpdateDetails } from '../../src/domain/update.js';
import { ada, learner } from './people.js';

const today = '2025-01-15';
const stored = learner({ title: 'Ms', placeOfBirth: 'Luton', versionNumber: 4 });

describe('an update', () => {
  it('changes what is stated, and leaves what is absent', () => {
    const { changed, learner: next } = applyUpdate(stored, { title: 'Dr', emailAddress: 'a@b.test' }, today);
    expect(changed).to.have.members(['title', 'emailAddress']);
    expect(next).to.deep.equal({
      ...stored,
      title: 'Dr',
      emailAddress: 'a@b.test',
      lastUpdatedDate: today,
      versionNumber: 5,
    });
  });

  it('clears an optional detail that is stated empty', () => {
    const { changed, learner: next } = applyUpdate(stored, { title: '' }, today);
    expect(changed).to.deep.equal(['title']);
    expect(next).to.not.have.property('title');
    expect(next.placeOfBirth).to.equal('Luton');
  });

  it('cannot clear a required detail', () => {
    for (const field of requiredFields) {
      const emptied = Object.fromEntries([[field, '']]);
      expect(applyUpdate(stored, emptied, today)).to.deep.equal({ changed: [], learner: stored });
    }
  });

  it('changes nothing when nothing differs, and keeps the version', () => {
    const same: UpdateDetails = { ...ada, title: 'Ms', notes: '', lastKnownPostCode: 'cv49ee' };
    const { changed, learner: next } = applyUpdate(stored, same, today);
    expect(changed).to.deep.equal([]);
    expect(next).to.equal(stored);
  });

  it('formats the postcode, and lets the tier follow the verification type', () => {
    const { changed, learner: next } = applyUpdate(
      stored,
      { lastKnownPostCode: 'lu49qz', verificationType: '2' },
      today,
    );
    expect(changed).to.have.members(['lastKnownPostCode', 'verificationType']);
    expect(next).to.include({ lastKnownPostCode: 'LU4 9QZ', tierLevel: '2' });
  });

  it('knows every detail of a learner', () => {
    expect([...requiredFields, ...optionalFields]).to.have.length(25);
    fc.assert(
      fc.property(
        fc.constantFrom(...optionalFields),
        fc.constantFrom('some text', 'other'),
        (field, text) => {
          const set = applyUpdate(learner(), { [field]: text }, today);
          expect(set.changed).to.deep.equal([field]);
          expect(set.learner[field]).to.equal(text);
          const cleared = applyUpdate(set.learner, { [field]: '' }, today);
          expect(cleared.changed).to.deep.equal([field]);
          expect(cleared.learner).to.not.have.property(field);
        },
      ),
    );
  });

  it('made a second time changes nothing', () => {
    const text = fc.constantFrom('', 'Ann', 'Luton', 'x');
    const someUpdate = fc.record(
      {
        givenName: text,
        familyName: text,
        title: text,
        placeOfBirth: text,
        notes: text,
        lastKnownPostCode: fc.constantFrom('cv49ee', 'LU4 9QZ'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(someUpdate, (stated) => {
        const once = applyUpdate(stored, stated, today).learner;
        expect(applyUpdate(once, stated, today)).to.deep.equal({ changed: [], learner: once });
      }),
    );
  });
});
