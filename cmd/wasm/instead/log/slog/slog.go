// Package slog stands in for log/slog where a log is the browser's console:
// faults go there as a line each.
package slog

import (
	"context"
	"fmt"
	"os"
)

// Level is how grave something is.
type Level int

// LevelError is the level of faults.
const LevelError Level = 8

// Attr is a name and a value of a line.
type Attr struct{ name, value string }

// String is an attribute that is text.
func String(name, value string) Attr { return Attr{name, value} }

// Logger writes lines.
type Logger struct{}

// Default writes to the console.
func Default() *Logger { return &Logger{} }

// LogAttrs writes a line.
func (*Logger) LogAttrs(_ context.Context, _ Level, line string, attrs ...Attr) {
	for _, a := range attrs {
		line += fmt.Sprintf(" %s=%q", a.name, a.value)
	}
	_, _ = fmt.Fprintln(os.Stderr, line) // there is nobody else to tell
}

// Error writes a line about a fault; args are names and values.
func (*Logger) Error(line string, args ...any) {
	_, _ = fmt.Fprintln(os.Stderr, append([]any{line}, args...)...) // as above
}
