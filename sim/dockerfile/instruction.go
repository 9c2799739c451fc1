package dockerfile

import (
	"time"
)

// Instruction is one instruction that has been read and checked. Which of the
// fields mean something depends on Name.
type Instruction struct {
	Node
	Name string // in capitals

	// RUN, CMD, ENTRYPOINT, HEALTHCHECK and SHELL.
	Command []string
	Shell   bool    // Command is one string for the shell
	Mounts  []Mount // as far as they hold no variables; see Mounted
	mounts  []string
	Network string // default, none, host
	// Insecure is --security=insecure of RUN: all rights of the machine.
	Insecure bool

	// COPY and ADD.
	Sources []string
	Dest    string
	From    string // a stage, an image or a named context
	Chown   string
	Chmod   string
	Link    bool
	Parents bool
	Exclude []string
	Sum     string // ADD --checksum
	Unpack  *bool  // ADD --unpack
	KeepGit bool   // the history of a repository is wanted too

	// FROM.
	Base     string
	As       string // in lower case
	Platform string

	Args   []string // EXPOSE, VOLUME; USER, WORKDIR, STOPSIGNAL, MAINTAINER have one
	Health Health
}

// Mount is a --mount of RUN.
type Mount struct {
	Type     string // bind, cache, tmpfs, secret, ssh
	From     string
	Source   string
	Target   string
	ID       string
	Sharing  string
	ReadOnly bool
	Required bool
	Env      string // of a secret
	Mode     *uint32
	UID, GID int
	owned    bool // UID was given
	grouped  bool
	Size     int64
}

// Health is what HEALTHCHECK asks for.
type Health struct {
	Test                                          []string
	Interval, Timeout, StartPeriod, StartInterval time.Duration
	Retries                                       int
}

// Stage is what stands between one FROM and the next.
type Stage struct {
	From Instruction
	Body []Instruction
	// Name is that of AS, "" without.
	Name string
}

// Program is a Dockerfile that has been read: the ARGs before the first FROM,
// and the stages.
type Program struct {
	File
	Meta   []Instruction
	Stages []Stage
}

// Read reads a Dockerfile and checks every instruction. The warnings found up
// to an error are in the Program. Errors: *Error.
func Read(src string) (Program, error) {
	f, err := parse(src)
	p := Program{File: f}
	if _, bad := f.Directives.checkOptions(); bad != nil {
		return p, bad
	}
	if err != nil {
		return p, err
	}
	for _, n := range f.Nodes {
		in, warnings, err := Interpret(n)
		p.Warnings = append(p.Warnings, warnings...)
		if err != nil {
			return p, err
		}
		switch {
		case in.Name == "FROM":
			p.Stages = append(p.Stages, Stage{From: in, Name: in.As})
		case len(p.Stages) > 0:
			s := &p.Stages[len(p.Stages)-1]
			s.Body = append(s.Body, in)
		case in.Name == "ARG":
			p.Meta = append(p.Meta, in)
		default:
			return p, wrong(n.Range, "no build stage in current context")
		}
	}
	p.Warnings = append(p.Warnings, casing(p)...)
	p.Warnings = p.Directives.Filter(p.Warnings)
	return p, nil
}
