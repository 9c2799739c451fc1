package sql

import (
	"strconv"
)

type ordering struct {
	e    *expr
	desc bool
}

// position lets a number or a label stand for an output column.
func (r *run) position(e *expr, outs []output) *expr {
	if e.op == "const" && e.val.Kind == "i" {
		if n, _ := strconv.Atoi(e.val.Text); n >= 1 && n <= len(outs) {
			return outs[n-1].e
		}
	}
	if e.op == "col" {
		for _, o := range outs {
			if o.label == e.text && o.e.op != "col" {
				return o.e
			}
		}
	}
	return e
}

func (r *run) orderBy(outs []output) (order []ordering) {
	if !r.take("order by") {
		return nil
	}
	for {
		e := r.position(r.expr(), outs)
		desc := r.take("desc")
		if !desc {
			r.take("asc")
		}
		if r.take("nulls") {
			r.next()
		}
		order = append(order, ordering{e, desc})
		if !r.take(",") {
			return order
		}
	}
}

func (r *run) limits(sc *scope) (limit, offset int) {
	limit = -1
	count := func() int {
		n, err := strconv.Atoi(r.next().text)
		if err != nil {
			r.at--
			r.fail()
		}
		return n
	}
	if r.take("limit") {
		if !r.take("all") {
			limit = count()
		}
		if r.take(",") {
			offset, limit = limit, count()
		}
	}
	if r.take("offset") {
		offset = count()
	}
	return limit, offset
}
