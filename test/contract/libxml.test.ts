import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileSchema, withDocument } from '../../src/contract/libxml.js';
import { localName, rootElement, textOf } from '../../src/contract/libxml-elements.js';
import { memoryInUse } from '../../src/contract/libxml-memory.js';

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';

describe('libxml2', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lr-libxml-'));
    writeFileSync(
      join(folder, 'a.xsd'),
      `<xs:schema ${XS}><xs:include schemaLocation="b.xsd"/><xs:element name="a" type="b"/></xs:schema>`,
    );
    writeFileSync(
      join(folder, 'b.xsd'),
      `<xs:schema ${XS}><xs:simpleType name="b"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:schema>`,
    );
    writeFileSync(
      join(folder, 'outside.xsd'),
      `<xs:schema ${XS}><xs:include schemaLocation="../b.xsd"/><xs:element name="a" type="b"/></xs:schema>`,
    );
    writeFileSync(
      join(folder, 'broken.xsd'),
      `<xs:schema ${XS}><xs:element name="a" type="missing"/></xs:schema>`,
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const validate = (text: string): string[] => {
    const schema = compileSchema(join(folder, 'a.xsd'));
    const parsed = withDocument(Buffer.from(text), (document) => schema.validate(document));
    return (parsed.parsed ? parsed.value : parsed.complaints).map(({ message }) => message);
  };

  it('compiles a schema with what it includes from its own folder', () => {
    expect(validate('<a>abc</a>')).to.deep.equal([]);
    expect(validate('<a>abcd</a>')).to.have.length(1);
  });

  it('opens no file that is not in the folder of the schema', () => {
    expect(() => compileSchema(join(folder, 'outside.xsd'))).to.throw('cannot be compiled');
    expect(() => compileSchema(join(folder, 'broken.xsd'))).to.throw('cannot be compiled');
    expect(() => compileSchema(join(folder, 'none.xsd'))).to.throw('no schema');
  });

  it('opens nothing that a document names', () => {
    const hint = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${join(folder, 'broken.xsd')}"`;
    expect(validate(`<a ${hint}>abc</a>`)).to.deep.equal([]);
    const entity = `<!DOCTYPE a [<!ENTITY e SYSTEM "${join(folder, 'b.xsd')}">]><a>&e;</a>`;
    const parsed = withDocument(Buffer.from(entity), (document) => textOf(rootElement(document)));
    if (parsed.parsed) expect(parsed.value).to.equal('');
  });

  it('says where a text is not well-formed', () => {
    const parsed = withDocument(Buffer.from('<a>\n<b></a>'), () => 'never');
    if (parsed.parsed) throw new Error('parsed');
    expect(parsed.complaints[0]).to.include({ line: 2, column: 8 });
  });

  it('frees a document also when its use throws', () => {
    const large = Buffer.from(`<a>${'<b>text</b>'.repeat(20_000)}</a>`);
    const use = (): void => {
      try {
        withDocument(large, () => {
          throw new Error('a bug');
        });
      } catch (error) {
        expect(String(error)).to.include('a bug');
      }
    };
    use();
    const before = memoryInUse();
    for (let round = 0; round < 30; round++) use();
    expect(memoryInUse()).to.equal(before);
    const four = Buffer.from(`<a>${'<b>text</b>'.repeat(400_000)}</a>`);
    withDocument(four, () => undefined);
    expect(memoryInUse(), 'a larger document needs more').to.be.greaterThan(before);
  });

  it('reads names and text beyond ASCII', () => {
    const parsed = withDocument(Buffer.from('<é>Zoë<!-- x --> <![CDATA[<张>]]>😀</é>'), (document) => {
      const root = rootElement(document);
      return [localName(root), textOf(root)];
    });
    expect(parsed).to.deep.equal({ parsed: true, value: ['é', 'Zoë <张>😀'] });
  });
});
