import { expect } from 'chai';
import fc from 'fast-check';
import { localPath } from '../../src/portal/sign-in/local-path.js';

describe('Where a form sends its sender back to', () => {
  it('is the page that was asked for', () => {
    expect(localPath('/exchanges/12?code=WSRC0004')).to.equal('/exchanges/12?code=WSRC0004');
  });

  it('is the start page for anything else', () => {
    for (const given of [
      undefined,
      7,
      '',
      'exchanges',
      'https://elsewhere.example/',
      '//elsewhere.example',
    ]) {
      expect(localPath(given)).to.equal('/');
    }
    expect(localPath('/\\elsewhere.example/')).to.equal('/');
    expect(localPath('/..//elsewhere.example/')).to.equal('/');
    expect(localPath('/a/..//')).to.equal('/');
    expect(localPath(`/${'a'.repeat(3000)}`)).to.equal('/');
  });

  it('is never on another site, whatever was given', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '/',
        '\\',
        '//',
        'a.example',
        ':',
        '@',
        '?',
        '#',
        '.',
        '..',
        '\t',
        '\n',
        'http:',
        '%2f',
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const path = localPath(parts.join(''));
        expect(new URL(path, 'https://register.example').origin).to.equal('https://register.example');
        expect(path).to.match(/^\/(?![/\\])/);
      }),
    );
  });
});
