package view

import (
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// cut gives one page of a list that lies in memory and is walked forwards. The cursor of an item is the id that names it:
// where it has left the list meanwhile, the page begins anew. Refusals: BAD_PAGE, BAD_CURSOR.
func cut[T any](list []T, first *int, after *string, id func(T) string) ([]T, *PageInfo, error) {
	size := library.DefaultPage
	if first != nil {
		size = *first
	}
	if err := library.CheckPageSize("first", size); err != nil {
		return nil, nil, err
	}
	from := 0
	if after != nil {
		if _, _, err := ParseNodeID(*after); err != nil {
			return nil, nil, library.RefuseField(library.CodeBadCursor, "after", "This cursor belongs to another list.")
		}
		from = 1 + slices.IndexFunc(list, func(item T) bool { return id(item) == *after })
	}
	part := list[from:min(from+size, len(list))]
	info := &PageInfo{HasNextPage: from+len(part) < len(list), HasPreviousPage: from > 0}
	if len(part) > 0 {
		start, end := id(part[0]), id(part[len(part)-1])
		info.StartCursor, info.EndCursor = &start, &end
	}
	return part, info, nil
}
