import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { StoreAwayError } from '../ports/file-store.ts';

export interface S3Object {
  key: string;
  size: number;
  changedAt: Date;
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Contents' });

const listing = z.object({
  ListBucketResult: z.object({
    IsTruncated: z.string().optional(),
    NextContinuationToken: z.string().optional(),
    Contents: z.array(z.object({ Key: z.string(), Size: z.string(), LastModified: z.string() })).default([]),
  }),
});

/** One page of what a bucket holds (ListObjectsV2), and where the next begins. Throws StoreAwayError when it is none: then nothing is known. */
export function readListing(xml: string): { objects: S3Object[]; more: string | undefined } {
  const { data } = listing.safeParse(parse(xml));
  if (data === undefined) throw new StoreAwayError('does not list what it holds', 'no ListBucketResult');
  const { Contents, IsTruncated, NextContinuationToken } = data.ListBucketResult;
  const objects = Contents.map(({ Key, Size, LastModified }) => ({ key: Key, size: Number(Size), changedAt: new Date(LastModified) }));
  if (IsTruncated !== 'true') return { objects, more: undefined };
  if (NextContinuationToken === undefined) throw new StoreAwayError('does not list what it holds', 'no NextContinuationToken');
  return { objects, more: NextContinuationToken };
}

function parse(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return undefined;
  }
}
