import { expect } from 'chai';
import { runRegister } from '../running-register.js';
import { Visitor, tokenOf } from './visitor.js';

describe('What forms of the web pages may take', () => {
  it('is part of what all requests may take together', async () => {
    const register = await runRegister({
      settings: { maxBodyMemoryBytes: '1048576', maxRequestBytes: '8388608' },
    });
    try {
      const somebody = new Visitor(register.origin);
      await somebody.signIn('TSTLP1');
      const token = tokenOf(await somebody.get('/'));
      const { status, headers, body } = await somebody.post('/sign-out', {
        _csrf: token,
        more: 'x'.repeat(2_000_000),
      });
      expect(status).to.equal(503);
      expect(headers.get('retry-after')).to.equal('2');
      expect(body).to.include('Nothing was done');
      expect(await somebody.signedInAs()).to.equal('Fictional Park College');
      // What was refused or answered gives its room back.
      for (let times = 0; times < 3; times += 1) {
        const large = await somebody.post('/nothing', { _csrf: token, more: 'x'.repeat(900_000) });
        expect(large.status).to.equal(404);
      }
    } finally {
      await register.stop();
    }
  });

  it('counts among the requests that an address may make', async () => {
    const register = await runRegister({ settings: { addressRequestsPerSecond: '1' } });
    try {
      const answers: number[] = [];
      for (let times = 0; times < 15; times += 1) {
        answers.push((await new Visitor(register.origin).get('/')).status);
      }
      expect(answers.slice(0, 10)).to.deep.equal(new Array(10).fill(200));
      expect(answers.at(-1)).to.equal(429);
    } finally {
      await register.stop();
    }
  });
});
