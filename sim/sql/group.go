package sql

import (
	"strconv"
)

func (r *run) filter(sc *scope, rows [][]Value, test *expr) (out [][]Value) {
	r.names(sc, test)
	for _, row := range rows {
		in := *sc
		in.row = row
		if truth(in.eval(test)) {
			out = append(out, row)
		}
	}
	return out
}

func (r *run) groups(sc *scope, rows [][]Value, by []*expr, grouped bool) (groups [][][]Value) {
	if !grouped {
		for _, row := range rows {
			groups = append(groups, [][]Value{row})
		}
		return groups
	}
	if len(by) == 0 {
		return [][][]Value{rows}
	}
	at := map[string]int{}
	for _, row := range rows {
		in := *sc
		in.row = row
		key := ""
		for _, e := range by {
			v := in.eval(e)
			key += v.Kind + strconv.Quote(v.Text)
		}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], row)
	}
	return groups
}
