// The TypeScript client of openapi-generator (typescript-fetch), against a live tracker.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import {
  Configuration,
  InitiativesApi,
  MilestonesApi,
  ProblemFromJSON,
  ResponseError,
  StatementsApi,
  type Problem,
} from "./tracker/index.js";

const SOURCE = "baq-kz-2026-01-06";
const MILESTONE = "trans-caspian-cable-complete";
const DUE = "2029-33";

const configuration = new Configuration({
  basePath: process.env.TRACKER_URL!,
  accessToken: process.env.TRACKER_TOKEN!,
});
const initiatives = new InitiativesApi(configuration);
const milestones = new MilestonesApi(configuration);
const statements = new StatementsApi(configuration);

/** The problem document of a reply that refuses. */
async function problemOf(reply: Promise<unknown>): Promise<Problem> {
  try {
    await reply;
  } catch (error) {
    assert(error instanceof ResponseError);
    return ProblemFromJSON(await error.response.json());
  }
  throw new Error("It was not refused.");
}

// Lists initiatives, two values of a filter at once.
const several = await initiatives.initiativesList({ state: new Set(["overdue", "scheduled"]), pageSize: 200 });
assert(several.results.length > 0);
assert.equal(several.next, null);

// Walks all pages of milestones.
const slugs: string[] = [];
let cursor: string | undefined;
let pages = 0;
let count: number | undefined;
do {
  const page = await milestones.milestonesList({ pageSize: 5, cursor, count: true });
  slugs.push(...page.results.map((milestone) => milestone.slug));
  cursor = page.next === null ? undefined : new URL(page.next).searchParams.get("cursor")!;
  count = page.count;
  pages += 1;
} while (cursor);
assert.equal(new Set(slugs).size, count);
assert.equal(slugs.length, count);

// Reads one as of a past day.
const then = await milestones.milestonesRetrieve({ slug: MILESTONE, asOf: new Date("2025-12-01") });
assert.equal(then.asOf.toISOString().slice(0, 10), "2025-12-01");
assert.equal(then.name, "Project complete");

// Records a statement, twice with one key: it is there once.
const said = { source: SOURCE, milestone: MILESTONE, summary: "Said by a test.", due: DUE };
const idempotencyKey = randomUUID();
const first = await statements.statementsCreate({ statementRequest: said, idempotencyKey });
const second = await statements.statementsCreate({ statementRequest: said, idempotencyKey });
assert.deepEqual(first, second);
assert.equal(first.due?.edtf, DUE);
const now = await milestones.milestonesRetrieve({ slug: MILESTONE });
assert.equal(now.due?.edtf, DUE);

// Meets a 412 by the tag of what was there before, and is told the present one.
const slug = now.initiative.slug;
const before = await initiatives.initiativesRetrieveRaw({ slug });
const change = {
  slug,
  ifMatch: before.raw.headers.get("ETag")!,
  initiativePatchRequest: { summaries: { en: "Changed by typescript-fetch." } },
};
const after = await initiatives.initiativesPartialUpdate(change);
assert.equal(after.summary, "Changed by typescript-fetch.");
const stale = await problemOf(initiatives.initiativesPartialUpdate(change));
assert.equal(stale.status, 412);
assert(stale.etag);

// Meets a 400 that names the member of the body.
const wrong = { statementRequest: { ...said, due: "2029-99" } };
const refused = await problemOf(statements.statementsCreate(wrong));
assert.equal(refused.errors?.[0]?.pointer, "/due");

console.log(
  `${several.results.length} initiatives, ${slugs.length} milestones on ${pages} pages, ` +
    `${then.state} as of 2025-12-01, now due ${now.due.label}; 412 and 400 understood`,
);
