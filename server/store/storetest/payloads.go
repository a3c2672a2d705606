package storetest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// payloads are JSON values that one database or another has trouble with.
var payloads = []string{
	`null`, `true`, `false`, `0`, `""`, `{}`, `[]`, `[[]]`, `[[[]],[{}]]`, `{"a":{},"b":[],"c":null,"":1}`,
	`"line\nbreak \u0000 \u0001 \u2028 \ud83c\udf33 é e\u0301 <b>&amp;</b> \\ \" \/ العربية"`,
	`{"$oid":"6650"}`, `{"$date":{"$numberLong":"1"}}`, `{"a.b":{".":1,"$":2,"..":3},"%24":4,"%":5,"%array":[1],"%number":"1"}`,
	`{"\u0000":1,"é":2,"🌳":3,"https://example.org/a?b=c#d":4}`,
	`{"_id":[1,2],"z":1,"10":2,"9":3,"a":{"_id":1}}`,
	`{"$s":{"$k":["_id"],"p":{"_id":{"t":"string"}}}}`,
	`[0,1,-1,2147483647,2147483648,-2147483648,-2147483649,9007199254740993,9223372036854775807,-9223372036854775808,12345678901234567890]`,
	`[0.5,0.1,-0.25,1.5e300,5e-324,1.7976931348623157e308,1e21,123456789.125]`,
	`{"deep":` + strings.Repeat(`{"a":[`, 20) + `"bottom"` + strings.Repeat(`]}`, 20) + `}`,
}

func testPayloads(t *testing.T, open Open) {
	j, _ := open(t)
	for i, payload := range payloads {
		e := entry(uint64(i + 1))
		e.Payload = json.RawMessage(payload)
		if err := j.Append(t.Context(), e); err != nil {
			t.Fatalf("%s: %v", payload, err)
		}
		got, err := j.Entry(t.Context(), e.Number)
		if err != nil {
			t.Fatalf("%s: %v", payload, err)
		}
		wantSame(t, e, got)
	}
	testHeads(t, j, uint64(len(payloads)+1))
}

// testHeads tries what stands beside the payload, and no payload at all.
func testHeads(t *testing.T, j library.Journal, next uint64) {
	e := library.Entry{Number: next}
	if err := j.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got, err := j.Entry(t.Context(), e.Number)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, e, got)

	e = library.Entry{
		Number: next + 1, UUID: "é\x00🌳", Previous: "$", Type: "a.b", Schema: 1 << 20, Account: "<&>",
		At:      time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.FixedZone("", 3600)),
		Payload: json.RawMessage(" { \"a\" :\t1 } \n"),
	}
	if err := j.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if got, err = j.Entry(t.Context(), e.Number); err != nil {
		t.Fatal(err)
	}
	if got.At.Location() != time.UTC {
		t.Errorf("the time came back in %s", got.At.Location())
	}
	wantSame(t, e, got)
}
