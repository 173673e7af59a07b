import { expect } from 'chai';
import { Restarts } from '../../../src/cli/supervisor/restarts.js';

describe('A worker that dies', () => {
  it('at once is started again later and later, and given up after the ninth time', () => {
    const restarts = new Restarts();
    const pauses = Array.from({ length: 10 }, () => restarts.after({ answered: undefined }));
    expect(pauses).to.deep.equal([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 'hopeless']);
  });

  it('after it has answered for a second is started again soon, however often', () => {
    const restarts = new Restarts();
    for (let n = 0; n < 50; n++) expect(restarts.after({ answered: 1000 })).to.equal(100);
  });

  it('after a good while has its earlier deaths forgotten', () => {
    const restarts = new Restarts();
    for (let n = 0; n < 9; n++) restarts.after({ answered: 10 });
    expect(restarts.after({ answered: 5000 })).to.equal(100);
    expect(restarts.after({ answered: 10 })).to.equal(200);
  });
});
