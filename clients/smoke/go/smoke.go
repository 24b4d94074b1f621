// The Go client of openapi-generator, against a live tracker.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net/url"
	"os"
	"reflect"

	"smoke/tracker"
)

const (
	source    = "baq-kz-2026-01-06"
	milestone = "trans-caspian-cable-complete"
	due       = "2030-33"
)

// Ends the program unless what was to hold holds.
func check(holds bool, what string, values ...any) {
	if !holds {
		log.Fatalf(what, values...)
	}
}

// What came of a request that is expected to go well.
func good[Reply any, Raw any](reply Reply, _ Raw, err error) Reply {
	check(err == nil, "%v", err)
	return reply
}

// The problem document of a reply that refuses.
func problemOf(err error) tracker.Problem {
	var refused *tracker.GenericOpenAPIError
	check(errors.As(err, &refused), "It was not refused: %v", err)
	problem, known := refused.Model().(tracker.Problem)
	check(known, "This is no problem document: %s", refused.Body())
	return problem
}

func main() {
	log.SetFlags(log.Lshortfile)
	configuration := tracker.NewConfiguration()
	configuration.Servers = tracker.ServerConfigurations{{URL: os.Getenv("TRACKER_URL")}}
	client := tracker.NewAPIClient(configuration)
	ctx := context.WithValue(
		context.Background(), tracker.ContextAccessToken, os.Getenv("TRACKER_TOKEN"))

	// Lists initiatives, two values of a filter at once.
	states := []tracker.State{tracker.STATE_OVERDUE, tracker.STATE_SCHEDULED}
	several := good(client.InitiativesAPI.InitiativesList(ctx).State(states).PageSize(200).Execute())
	check(len(several.Results) > 0, "There are no initiatives.")
	check(!several.Next.IsSet() || several.Next.Get() == nil, "There are more pages.")

	// Walks all pages of milestones.
	slugs := map[string]bool{}
	pages, rows, count := 0, 0, int32(0)
	for cursor := ""; pages == 0 || cursor != ""; pages++ {
		request := client.MilestonesAPI.MilestonesList(ctx).PageSize(5).Count(true)
		if cursor != "" {
			request = request.Cursor(cursor)
		}
		page := good(request.Execute())
		for _, each := range page.Results {
			slugs[each.Slug] = true
			rows++
		}
		count, cursor = page.GetCount(), ""
		if next := page.Next.Get(); next != nil {
			address, err := url.Parse(*next)
			check(err == nil, "%v", err)
			cursor = address.Query().Get("cursor")
		}
	}
	check(len(slugs) == rows && rows == int(count), "%d of %d rows, %d in all", len(slugs), rows, count)

	// Reads one as of a past day.
	then := good(client.MilestonesAPI.MilestonesRetrieve(ctx, milestone).AsOf("2025-12-01").Execute())
	check(then.AsOf == "2025-12-01", "as of %s", then.AsOf)
	check(then.Name == "Project complete", "%s", then.Name)

	// Records a statement, twice with one key: it is there once.
	said := tracker.NewStatementRequest(source, "Said by a test.")
	said.SetMilestone(milestone)
	said.SetDue(due)
	key := rand.Text()
	create := client.StatementsAPI.StatementsCreate(ctx).StatementRequest(*said)
	first := good(create.IdempotencyKey(key).Execute())
	second := good(create.IdempotencyKey(key).Execute())
	check(reflect.DeepEqual(first, second), "Two replies to one key.")
	now := good(client.MilestonesAPI.MilestonesRetrieve(ctx, milestone).Execute())
	check(first.Due.Get().Edtf == due && now.Due.Get().Edtf == due, "due %v", now.Due.Get())

	// Meets a 412 by the tag of what was there before, and is told the present one.
	slug := now.Initiative.Slug
	_, before, err := client.InitiativesAPI.InitiativesRetrieve(ctx, slug).Execute()
	check(err == nil, "%v", err)
	summaries := tracker.NewSummariesRequest()
	summaries.SetEn("Changed by Go.")
	body := tracker.NewInitiativePatchRequest()
	body.SetSummaries(*summaries)
	change := client.InitiativesAPI.InitiativesPartialUpdate(ctx, slug).
		IfMatch(before.Header.Get("ETag")).InitiativePatchRequest(*body)
	after := good(change.Execute())
	check(after.GetSummary() == "Changed by Go.", "It is %q.", after.GetSummary())
	_, _, err = change.Execute()
	stale := problemOf(err)
	check(stale.Status == 412 && stale.GetEtag() != "", "%v", stale)

	// Meets a 400 that names the member of the body.
	said.SetDue("2030-99")
	_, _, err = client.StatementsAPI.StatementsCreate(ctx).StatementRequest(*said).Execute()
	refused := problemOf(err)
	check(refused.Errors[0].GetPointer() == "/due", "%v", refused)

	fmt.Printf("%d initiatives, %d milestones on %d pages, %s as of %s, now due %s; "+
		"412 and 400 understood\n",
		len(several.Results), rows, pages, then.State, then.AsOf, now.Due.Get().Label)
}
