package sql

import (
	"strings"
)

func (r *run) stars(sc *scope, outs []output, from bool) (all []output) {
	for _, o := range outs {
		if o.e.op != "star" {
			all = append(all, o)
			continue
		}
		if !from {
			if r.flavour == MySQL {
				panic(&Error{1096, "HY000", "No tables used", "", ""})
			}
			panic(&Error{0, "42601", "SELECT * with no tables specified is not valid", "*", ""})
		}
		for _, n := range sc.names {
			if o.e.text == "" || strings.HasPrefix(n, o.e.text+".") {
				all = append(all, output{&expr{op: "col", text: n}, n[strings.IndexByte(n, '.')+1:]})
			}
		}
	}
	return all
}
