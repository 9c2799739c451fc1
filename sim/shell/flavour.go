package shell

import (
	"fmt"
	"path"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"drydock/sim/vfs"
)

// Flavor is which shell a program is; it decides what is understood and how
// errors are worded.
type Flavor int

// The shells that are simulated.
const (
	Bash Flavor = iota // GNU bash 5.2
	Dash               // Debian's /bin/sh
	Ash                // the sh of busybox
)

// A flavourSet says in which shells something exists.
type flavourSet uint8

const (
	everywhere = flavourSet(1<<Bash | 1<<Dash | 1<<Ash)
	notDash    = flavourSet(1<<Bash | 1<<Ash)
	onlyBash   = flavourSet(1 << Bash)
)

func (set flavourSet) has(f Flavor) bool { return set&(1<<f) != 0 }

// language is the grammar of a flavour. Busybox takes much of bash's; what it
// lacks is refused after parsing.
func (f Flavor) language() syntax.LangVariant {
	if f == Dash {
		return syntax.LangPOSIX
	}
	return syntax.LangBash
}

// flavourOf is the flavour a program of the given name is, where the name says
// so; all others, "sh" above all, are what the binary is.
func flavourOf(argv0 string, binary Flavor) Flavor {
	switch strings.TrimPrefix(path.Base(argv0), "-") {
	case "bash":
		return Bash
	case "dash":
		return Dash
	case "ash":
		return Ash
	}
	return binary
}

// where is the beginning of an error message: the shell's name, the line, and
// the builtin that complains, if any.
func (s *shell) where(command string) string {
	if command != "" {
		command += ": "
	}
	name := s.name
	if s.sourcing != "" {
		switch s.flavor {
		case Bash:
			return fmt.Sprintf("%s: line %d: %s", s.sourcing, s.line, command)
		case Dash:
			name, command = s.name, s.sourcing+": "+command
		default:
			return fmt.Sprintf("%s: %s: %sline %d: ", s.name, s.sourcing, command, s.line)
		}
	}
	switch {
	case s.flavor == Dash:
		return fmt.Sprintf("%s: %d: %s", name, s.line, command)
	case s.flavor == Bash && (s.interactive || s.personal):
		return s.name + ": " + command
	case s.flavor == Bash:
		return fmt.Sprintf("%s: line %d: %s", s.name, s.line, command)
	case s.interactive || s.personal || command == "" && s.origin != fromFile:
		return s.name + ": " + command
	case s.origin == fromCommand: // ash counts the lines of -c from 0
		return fmt.Sprintf("%s: %sline %d: ", s.name, command, s.line-1)
	}
	return fmt.Sprintf("%s: %sline %d: ", s.name, command, s.line)
}

// text is a message in the words of each flavour.
type text [3]string

func (t text) of(f Flavor, args ...any) string {
	if len(args) == 0 || !strings.Contains(t[f], "%") {
		return t[f]
	}
	return fmt.Sprintf(t[f], args...)
}

// The sentences that differ between the shells and are needed in more than one place.
var (
	textNotFound   = text{"%s: command not found", "%s: not found", "%s: not found"}
	textNoFile     = text{"%s: No such file or directory", "%s: not found", "%s: not found"}
	textDenied     = text{"%s: Permission denied", "%s: Permission denied", "%s: Permission denied"}
	textDirectory  = text{"%s: Is a directory", "%s: Permission denied", "%s: Permission denied"}
	textReadonly   = text{"%s: readonly variable", "%s: is read only", "%s: is read only"}
	textUnset      = text{"%s: unbound variable", "%s: parameter not set", "%s: parameter not set"}
	textBadName    = text{"`%s': not a valid identifier", "%s: bad variable name", "%s: bad variable name"}
	textBadNumber  = text{"%s: numeric argument required", "Illegal number: %s", "Illegal number: %s"}
	textBadOption  = text{"%s: invalid option", "Illegal option %s", "bad option %s"}
	textBadSubst   = text{"%s: bad substitution", "Bad substitution", "syntax error: bad substitution"}
	textNoFork     = text{"fork: Resource temporarily unavailable", "Cannot fork", "can't fork: Resource temporarily unavailable"}
	textNoJob      = text{"%s: no such job", "No such job: %s", "%s: no such job"}
	textDepth      = text{"%s: maximum function nesting level exceeded (%d)", "%s: maximum nesting level (%d) exceeded", "%s: maximum nesting level (%d) exceeded"}
	textNotInLoop  = text{"only meaningful in a `for', `while', or `until' loop", "", ""}
	textTooBig     = text{"word too long (limit %d bytes)", "word too long (limit %d bytes)", "word too long (limit %d bytes)"}
	textTooMany    = text{"too many words (limit %d)", "too many words (limit %d)", "too many words (limit %d)"}
	textNoMemory   = text{"variables too large (limit %d bytes)", "variables too large (limit %d bytes)", "variables too large (limit %d bytes)"}
	textBadFD      = text{"%s: Bad file descriptor", "%s: Bad file descriptor", "%s: Bad file descriptor"}
	textCannotOpen = text{"%s: %s", "cannot open %s: %s", "can't open %s: %s"}
	textCannotMake = text{"%s: %s", "cannot create %s: %s", "can't create %s: %s"}
)

// usageError is the exit status of a builtin that was misused.
func (f Flavor) usageError() int {
	if f == Bash {
		return 1
	}
	return 2
}

// reason is how a flavour words a failed open; making says that the file was to be made.
func (f Flavor) reason(err error, making bool) string {
	missing := err == vfs.ENOENT || err == vfs.ENOTDIR
	switch {
	case f == Bash || !missing:
		return err.Error()
	case !making && f == Dash:
		return "No such file"
	case !making:
		return "no such file"
	case f == Dash:
		return "Directory nonexistent"
	}
	return "nonexistent directory"
}
