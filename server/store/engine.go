package store

import (
	"context"
	"log/slog"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// leastVersion is the oldest MongoDB that we run our tests for.
const leastVersion = 6

// engine is what a database says of itself.
type engine struct {
	version string // of MongoDB, which other engines claim to be like
	ferret  string // of FerretDB; empty when it is another
	// onlyByID is true for FerretDB 1, which reads the whole collection for anything but a lookup by _id, and keeps
	// documents in the order in which they came.
	onlyByID   bool
	standalone bool
}

// inspect asks the database what it is. It is the first exchange, so its errors are those of connecting.
func inspect(ctx context.Context, db *mongo.Database) (engine, error) {
	var build struct {
		Version       string `bson:"version"`
		FerretVersion string `bson:"ferretdbVersion"`
		FerretDB      struct {
			Version string `bson:"version"`
		} `bson:"ferretdb"` // where FerretDB 2 says it
	}
	if err := db.RunCommand(ctx, bson.D{{Key: "buildInfo", Value: 1}}).Decode(&build); err != nil {
		return engine{}, err
	}
	var hello struct {
		Set     string `bson:"setName"`
		Message string `bson:"msg"` // "isdbgrid" where a sharded cluster answers
	}
	if err := db.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return engine{}, err
	}
	return engine{
		version:    build.Version,
		ferret:     build.FerretVersion + build.FerretDB.Version,
		onlyByID:   build.FerretVersion != "" && !strings.HasPrefix(build.FerretVersion, "v2"),
		standalone: hello.Set == "" && hello.Message != "isdbgrid",
	}, nil
}

// report tells the operator what could go better. A FerretDB stands alone by nature.
func (e engine) report(log *slog.Logger) {
	if e.ferret != "" {
		return
	}
	if e.standalone {
		log.Warn("The database is a single MongoDB server: when its disk is lost, so is the library. Use a replica set.")
	}
	major, _, _ := strings.Cut(e.version, ".")
	if n, err := strconv.Atoi(major); err == nil && n < leastVersion {
		log.Warn("The database is older than any that the library is tested with.", slog.String("version", e.version), slog.Int("least", leastVersion))
	}
}
