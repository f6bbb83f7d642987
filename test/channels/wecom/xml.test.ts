import * as fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { readXml, toCdata } from '../../../src/channels/wecom/receive/xml.ts';
import { cpuMs } from '../../helpers/cpu-time.ts';

function read(xml: string): Record<string, string> | undefined {
  const fields = readXml(xml);
  return fields && Object.fromEntries(fields);
}

describe('WeCom’s XML', () => {
  it('is read as strings only', () => {
    expect(read('<xml><MsgId>1234567890123456789</MsgId><From><![CDATA[0254571]]></From><N>1e5</N></xml>')).toEqual({
      MsgId: '1234567890123456789',
      From: '0254571',
      N: '1e5',
    });
  });

  it.each([
    ['a declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>', { A: '1' }],
    ['blanks and lines about', '\n  <xml>\n <A> <![CDATA[ 1 ]]>\n</A> </xml>\n ', { A: ' 1 ' }],
    ['closing tags with a blank', '<xml><A>1</A ><B>2</B\n></xml >', { A: '1', B: '2' }],
    ['nothing in an element', '<xml><A></A><B><![CDATA[]]></B></xml>', { A: '', B: '' }],
    ['markup inside CDATA', '<xml><A><![CDATA[<b>&lt;</b> ]] >]]></A></xml>', { A: '<b>&lt;</b> ]] >' }],
    ['CDATA in pieces', '<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>', { A: 'a]]>b' }],
    ['references', '<xml><A>&#20013;&#x6587; &lt;&amp;&gt;&quot;&apos;</A></xml>', { A: '中文 <&>"\'' }],
    ['references nobody knows', '<xml><A>&nbsp; &#9999999; &;</A></xml>', { A: '&nbsp; &#9999999; &;' }],
    ['what lies deeper', '<xml><A>1</A><B><C><D>x</D></C><A>2</A></B></xml>', { A: '1', B: '' }],
    ['names of objects', '<xml><__proto__>1</__proto__><constructor>2</constructor></xml>', { ['__proto__']: '1', constructor: '2' }],
  ])('may have %s', (_, xml, fields) => {
    const read_ = readXml(xml);
    expect([...(read_ ?? [])]).toEqual(Object.entries(fields));
  });

  it.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['text', 'hello'],
    ['JSON', '{"encrypt":"x"}'],
    ['an empty root', '<xml></xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['a document type after a declaration', '<?xml version="1.0"?><!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>'],
    ['an attribute', '<xml><A b="c">1</A></xml>'],
    ['an instruction', '<xml><?php ?><A>1</A></xml>'],
    ['a comment', '<xml><!-- --><A>1</A></xml>'],
    ['an open end', '<xml><A>1'],
    ['an element that is not closed', '<xml><A>1</xml>'],
    ['elements that cross', '<xml><A><B></A></B></xml>'],
    ['a tag too many', '<xml><A>1</A></xml></xml>'],
    ['text behind', '<xml><A>1</A></xml>hello'],
    ['CDATA before', '<![CDATA[x]]><xml><A>1</A></xml>'],
    ['CDATA without end', '<xml><A><![CDATA[1</A></xml>'],
    ['a bracket alone', '<xml><A>1 < 2</A></xml>'],
    ['a deep nest', `<xml>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</xml>`],
  ])('is not %s', (_, xml) => {
    expect(read(xml)).toBeUndefined();
  });

  it.each([
    ['tags', '<a>'],
    ['references', '&#65;'],
    ['brackets', '<'],
    ['CDATA', '<![CDATA['],
    ['blanks', ' '],
    ['declarations', '<?xml '],
  ])('takes no time over a megabyte of %s', (_, piece) => {
    const ms = cpuMs(() => {
      read(`<xml><A>${piece.repeat(1_000_000 / piece.length)}`);
      read(piece.repeat(1_000_000 / piece.length));
    });
    expect(ms).toBeLessThan(5_000);
  });

  it('is understood by others when we write it', () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(']', '>', '<', '&', 'x', '中', ']]>', '<![CDATA['), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const xml = `<xml><A>${toCdata(text)}</A></xml>`;
        expect(read(xml)).toEqual({ A: text });
        expect(parser.parse(xml)).toEqual({ xml: { A: text } });
      }),
    );
  });

  it('is read as a reader of all XML reads it', () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: true });
    const element = fc.tuple(fc.stringMatching(/^[A-Z][a-z_]{0,6}$/), fc.stringMatching(/^[\w中文.]{1,10}$/), fc.boolean());
    fc.assert(
      fc.property(fc.uniqueArray(element, { selector: ([name]) => name, minLength: 1, maxLength: 8 }), (elements) => {
        const xml = `<xml>\n${elements.map(([name, text, isCdata]) => `<${name}>${isCdata ? toCdata(text) : text}</${name}>`).join('\n')}</xml>`;
        expect({ xml: read(xml) }).toEqual(parser.parse(xml));
      }),
    );
  });
});
