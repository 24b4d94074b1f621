// The types of openapi-typescript with openapi-fetch, against a live tracker.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import createClient from "openapi-fetch";

import type { components, paths } from "./schema.js";

const SOURCE = "baq-kz-2026-01-06";
const MILESTONE = "trans-caspian-cable-complete";
const DUE = "2029-34";

const tracker = createClient<paths>({
  baseUrl: process.env.TRACKER_URL!,
  headers: { Authorization: `Bearer ${process.env.TRACKER_TOKEN}` },
  querySerializer: { array: { style: "form", explode: false } }, // commas between values
});

/** What a reply has, if it is not a problem. */
async function good<Data>(reply: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await reply;
  assert.equal(error, undefined);
  return data!;
}

// Lists initiatives, two values of a filter at once.
const several = await good(
  tracker.GET("/api/v1/initiatives/", {
    params: { query: { state: ["overdue", "scheduled"], page_size: 200 } },
  }),
);
assert(several.results.length > 0);
assert.equal(several.next, null);

// Walks all pages of milestones.
const slugs: string[] = [];
let cursor: string | undefined;
let pages = 0;
let count: number | undefined;
do {
  const query = { page_size: 5, count: true, ...(cursor && { cursor }) };
  const page = await good(tracker.GET("/api/v1/milestones/", { params: { query } }));
  slugs.push(...page.results.map((milestone) => milestone.slug));
  cursor = page.next === null ? undefined : new URL(page.next).searchParams.get("cursor")!;
  count = page.count;
  pages += 1;
} while (cursor);
assert.equal(new Set(slugs).size, count);
assert.equal(slugs.length, count);

// Reads one as of a past day.
const path = { slug: MILESTONE };
const then = await good(
  tracker.GET("/api/v1/milestones/{slug}/", { params: { path, query: { as_of: "2025-12-01" } } }),
);
assert.equal(then.as_of, "2025-12-01");
assert.equal(then.name, "Project complete");

// Records a statement, twice with one key: it is there once.
const said: components["schemas"]["StatementRequest"] = {
  source: SOURCE,
  milestone: MILESTONE,
  summary: "Said by a test.",
  due: DUE,
  due_dropped: false,
};
const header = { "Idempotency-Key": randomUUID() };
const first = await good(tracker.POST("/api/v1/statements/", { params: { header }, body: said }));
const second = await good(tracker.POST("/api/v1/statements/", { params: { header }, body: said }));
assert.deepEqual(first, second);
assert.equal(first.due?.edtf, DUE);
const now = await good(tracker.GET("/api/v1/milestones/{slug}/", { params: { path } }));
assert.equal(now.due?.edtf, DUE);

// Meets a 412 by the tag of what was there before, and is told the present one.
const initiative = { slug: now.initiative.slug };
const before = await tracker.GET("/api/v1/initiatives/{slug}/", { params: { path: initiative } });
const change = {
  params: { path: initiative, header: { "If-Match": before.response.headers.get("ETag")! } },
  body: { summaries: { en: "Changed by openapi-fetch." } },
};
const after = await good(tracker.PATCH("/api/v1/initiatives/{slug}/", change));
assert.equal(after.summary, "Changed by openapi-fetch.");
const stale = await tracker.PATCH("/api/v1/initiatives/{slug}/", change);
assert.equal(stale.error?.status, 412);
assert(stale.error.etag);

// Meets a 400 that names the member of the body.
const refused = await tracker.POST("/api/v1/statements/", { body: { ...said, due: "2029-99" } });
assert.equal(refused.error?.errors?.[0]?.pointer, "/due");

console.log(
  `${several.results.length} initiatives, ${slugs.length} milestones on ${pages} pages, ` +
    `${then.state} as of ${then.as_of}, now due ${now.due.label}; 412 and 400 understood`,
);
