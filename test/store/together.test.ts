import { expect } from 'chai';
import { Together } from '../../src/store/postgres/together.js';

describe('Questions that go to the database together', () => {
  it('get their own answers, at most so many in a group and three groups at once', async () => {
    const groups: number[] = [];
    let inFlight = 0;
    let most = 0;
    const together = new Together(async (questions: readonly number[]) => {
      groups.push(questions.length);
      most = Math.max(most, (inFlight += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= 1;
      return questions.map((question) => question * 2);
    }, 10);
    const questions = Array.from({ length: 95 }, (_, at) => at);
    const answers = await Promise.all(questions.map((question) => together.put(question)));
    expect(answers).to.deep.equal(questions.map((question) => question * 2));
    expect(groups.reduce((sum, size) => sum + size, 0)).to.equal(95);
    expect(Math.max(...groups)).to.equal(10);
    expect(groups.length).to.equal(10);
    expect(most).to.equal(3);
  });

  it('fail with their group, and the next ones do not', async () => {
    let isBroken = true;
    const together = new Together((questions: readonly string[]) => {
      return isBroken ? Promise.reject(new Error('gone')) : Promise.resolve(questions);
    }, 10);
    const failed = await Promise.allSettled([together.put('a'), together.put('b')]);
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    isBroken = false;
    expect(await together.put('c')).to.equal('c');
  });
});
