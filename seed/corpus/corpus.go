// Package corpus makes practices that nobody ever did, as many as wanted, to see how a library behaves when it is
// large. They say that they are generated, in their address, their title and their source.
package corpus

import (
	"context"
	"errors"
	"fmt"

	"github.com/weldi-network/practice-library/server/library"
)

// version changes when the same number comes to mean another practice.
const version = "weldi corpus 2"

// perBundle keeps a bundle, about 5 KB a practice, well below the 8 MB of one journal entry.
const perBundle = 1000

// seedNumber makes the corpus that Load loads; any number would do.
const seedNumber = 20261124

// ErrNoReference is what Load answers for a library whose territories and themes have not been loaded.
var ErrNoReference = errors.New("corpus: the library has no territories to generate practices for; load the seed first")

// Load brings the generated practices 1 to n into lib, one journal entry for each thousand. What is there already is
// passed over, so a load that was interrupted goes on and a larger n adds to a smaller one. progress, which may be
// nil, hears how many are there after each entry.
func Load(ctx context.Context, lib *library.Library, n int, progress func(done int)) (library.Imported, error) {
	var total library.Imported
	if ref := lib.Reference(); len(placesOf(ref)) == 0 || len(ref.Concepts(library.SchemeThemes)) == 0 {
		return total, ErrNoReference
	}
	for done := 0; done < n; {
		size := min(perBundle, n-done)
		counts, err := loadBundle(ctx, lib, done/perBundle+1, size)
		if err != nil {
			return total, err
		}
		done += size
		total = add(total, counts)
		if progress != nil {
			progress(done)
		}
	}
	return total, nil
}

// loadBundle loads the first size practices of the k-th thousand.
func loadBundle(ctx context.Context, lib *library.Library, k, size int) (library.Imported, error) {
	b := library.Bundle{Name: fmt.Sprintf("corpus-%d", k), Hash: fmt.Sprintf("%s: %d", version, size)}
	if lib.BundleHash(b.Name) == b.Hash {
		return library.Imported{Unchanged: size}, nil
	}
	for r := range Generate(lib.Reference(), seedNumber, (k-1)*perBundle+1, size) {
		b.Records = append(b.Records, r)
	}
	counts, err := lib.Import(ctx, library.Operator(), b)
	if err != nil {
		return counts, fmt.Errorf("corpus: bundle %d: %w", k, err)
	}
	return counts, nil
}

func add(a, b library.Imported) library.Imported {
	return library.Imported{
		New: a.New + b.New, Changed: a.Changed + b.Changed, Unchanged: a.Unchanged + b.Unchanged,
		Proposed: a.Proposed + b.Proposed, Withdrawn: a.Withdrawn + b.Withdrawn,
	}
}
