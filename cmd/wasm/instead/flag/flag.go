// Package flag stands in for flag, which pflag can take flags over from: there
// are none.
package flag

import (
	"errors"
	"time"
)

// Value is the value of a flag.
type Value interface {
	String() string
	Set(string) error
}

// Flag is a flag.
type Flag struct {
	Name, Usage, DefValue string
	Value                 Value
}

// FlagSet is a set of flags: an empty one.
type FlagSet struct{}

// CommandLine is the program's own set.
var CommandLine = &FlagSet{}

// VisitAll finds none.
func (*FlagSet) VisitAll(func(*Flag)) {}

// Lookup finds none.
func (*FlagSet) Lookup(string) *Flag { return nil }

// Var defines none.
func (*FlagSet) Var(Value, string, string) {}

// StringVar defines none.
func (*FlagSet) StringVar(*string, string, string, string) {}

// IntVar defines none.
func (*FlagSet) IntVar(*int, string, int, string) {}

// Int64Var defines none.
func (*FlagSet) Int64Var(*int64, string, int64, string) {}

// UintVar defines none.
func (*FlagSet) UintVar(*uint, string, uint, string) {}

// Uint64Var defines none.
func (*FlagSet) Uint64Var(*uint64, string, uint64, string) {}

// DurationVar defines none.
func (*FlagSet) DurationVar(*time.Duration, string, time.Duration, string) {}

// Float64Var defines none.
func (*FlagSet) Float64Var(*float64, string, float64, string) {}

// Parse reads none.
func (*FlagSet) Parse([]string) error { return errors.ErrUnsupported }

// Parsed tells that nothing was read.
func (*FlagSet) Parsed() bool { return false }
