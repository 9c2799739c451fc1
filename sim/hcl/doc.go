// Package hcl reads files of HCL, the language in which bake files describe
// what is to be built, and works their expressions out within a budget.
//
// It is not the language's own library: that one has no bound on what an
// expression may cost, and a file is what somebody typed. Source: the HCL
// native syntax specification and the JSON one beside it.
package hcl

import "fmt"

// Bounds of what is read and worked out.
const (
	mostText   = 256 << 10 // bytes of a file
	mostDeep   = 60        // brackets, blocks and calls within each other
	mostValue  = 64 << 10  // bytes of a string
	mostItems  = 10_000    // elements of a list
	mostEffort = 200_000   // parts of expressions that are worked out
)

// Pos is a place in a file: line and column count from 1, the column in
// characters.
type Pos struct{ Line, Column int }

// Range is a part of a file, without the character at its end.
type Range struct {
	File       string
	Start, End Pos
}

// String is the range as messages have it: file:2,3-7.
func (r Range) String() string {
	if r.Start.Line == r.End.Line {
		return fmt.Sprintf("%s:%d,%d-%d", r.File, r.Start.Line, r.Start.Column, r.End.Column)
	}
	return fmt.Sprintf("%s:%d,%d-%d,%d", r.File, r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
}

// Error is what is wrong with a part of a file.
type Error struct {
	Range
	Summary, Detail string
}

func (e *Error) Error() string { return e.Range.String() + ": " + e.Summary + "; " + e.Detail }

// Body is what stands in a file or in a block.
type Body struct {
	Attributes []Attribute // in order
	Blocks     []Block     // in order
}

// Attribute is a name and the expression of its value.
type Attribute struct {
	Name  string
	Value Expr
	Range Range // of the name
}

// Block is a body with a type and labels: target "app" { … }.
type Block struct {
	Type   string
	Labels []string
	Body   Body
	Range  Range // of type and labels
}

// Attribute finds an attribute by its name.
func (b Body) Attribute(name string) (Attribute, bool) {
	for _, a := range b.Attributes {
		if a.Name == name {
			return a, true
		}
	}
	return Attribute{}, false
}
