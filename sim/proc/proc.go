// Package proc is what a process is and what it may ask of its machine.
//
// A program is a state machine: a function that is called with an Event, does
// what it can at once, and returns. It never blocks. When a call would have to
// wait it answers vfs.EAGAIN and the machine calls the process again when the
// wait may be over; until then nothing of it runs. A program that returns
// without having asked for anything to wait for waits for signals only, as a
// daemon does.
//
// Since a process is part of a world, and older worlds stay usable, whatever a
// program keeps between two events lives in Proc.State or in the function it
// sets as Proc.Next, and is replaced there, never written to.
package proc

import (
	"io/fs"
	"time"

	"drydock/sim/vfs"
)

// Kind says why a program is called.
type Kind int

// The kinds of event.
const (
	Start    Kind = iota // the first call, after exec
	Wake                 // something the process waits for may be ready: try again
	Signaled             // a signal the process catches has come
)

// Event is why a program is called now.
type Event struct {
	Kind   Kind
	Signal Signal // of a Signaled event
}

// Program is the code of a process, called with each Event.
type Program func(p *Proc, ev Event)

// Proc is one process. Programs read and replace its exported fields; a slice
// or map found in them is never written to.
type Proc struct {
	PID    int // in the process's own PID namespace
	PPID   int // 0 when the parent is outside the namespace
	Argv   []string
	Env    []string // NAME=value, in order, no name twice
	Dir    string   // working directory, clean and absolute
	UID    int
	GID    int
	Groups []int // supplementary groups
	Umask  fs.FileMode
	Name   string // what ps shows as the command's name: base name of the program

	// Next is called with the next event instead of the program itself.
	Next Program
	// State is what the program keeps between events: a value that is replaced, not changed.
	State any
	// Catch are the signals that come as events instead of taking their
	// default action; Ignore are those that do nothing.
	Catch, Ignore SignalSet

	// Sys is the machine; it is there while the program runs.
	Sys System
}

// Stat is what stat(2) tells of a path.
type Stat struct {
	vfs.Node
	Path string // the path itself, links resolved as asked
}

// Entry is one name in a directory.
type Entry struct {
	Name string
	vfs.Node
}

// Lock is what Flock does.
type Lock int

const (
	Unlock Lock = iota
	Share       // others may share it
	Exclude
)

// OpenFile is a descriptor of a process.
type OpenFile struct {
	PID, FD     int
	Kind        string // REG, DIR, CHR, FIFO, sock
	Path        string // or what there is instead: pipe, socket
	Size        int64  // bytes, of a regular file
	Read, Write bool
}

// Flag says how a file is opened.
type Flag int

// The flags of Open, to be combined. Without Write or Append a file is opened for reading.
const (
	Read   Flag = 1 << iota
	Write       // for writing
	Append      // every write goes to the end
	Create      // made when missing
	Trunc       // emptied
	Excl        // with Create: EEXIST when it exists
)

// Info describes a process to others, as /proc does.
type Info struct {
	PID, PPID int
	UID       int
	Argv      []string
	Name      string
	State     byte // R, S, T (stopped) or Z (zombie), as in ps
	Started   time.Time
	TTY       bool
}

// Spawn describes a child to be made: fork, redirect, exec in one step.
type Spawn struct {
	// Argv of the child. Path is the file executed; when empty Argv[0] is
	// looked up in the child's PATH if it has no slash.
	Path string
	Argv []string
	Env  []string // nil: the parent's
	Dir  string   // "": the parent's
	// FDs maps the child's descriptors to the parent's; nil: all the parent's.
	FDs map[int]int
	// Run, when set, is the child's code instead of a file's: fork without
	// exec, as a subshell is. State is its first State.
	Run   Program
	State any
	// Background keeps the child from being the terminal's foreground job.
	Background bool
}

// Memory is how the machine stands to what a process holds.
type Memory int

// The answers to Hold.
const (
	Unlimited Memory = iota // nobody counts: the process itself sees to it that it ends
	Limited                 // there is a limit, and it is not reached
	Killed                  // the kernel has killed the process
)

// System is the machine as one process sees it. Paths may be relative to the
// process's directory; symbolic links are followed unless said otherwise;
// permissions of the process's user apply. Errors are vfs.Errno.
type System interface {
	// Now is the simulated time. It does not move while a program runs.
	Now() time.Time
	// Sleep asks for a Wake after d, besides any other the process waits for.
	Sleep(d time.Duration)
	// Exit ends the process; the program returns right after.
	Exit(code int)
	// Spend counts n steps of work against the budget and tells whether there
	// is some left; if not, the program returns at once and is called with a
	// Wake when it may go on. Every loop of a program without a System call in
	// it has to Spend.
	Spend(n int) bool

	// Hold tells the machine how many bytes the process keeps in memory, beside
	// its program; it counts until the next Hold, exec or the end. A process
	// that is Killed for it returns at once.
	Hold(bytes int64) Memory

	// Open opens a file and returns the lowest free descriptor.
	// Errors: ENOENT, EACCES, EISDIR, ENOTDIR, EEXIST, EROFS, ENOSPC, ELOOP.
	Open(path string, f Flag, perm fs.FileMode) (fd int, err error)
	// Pipe makes a pipe and returns its two descriptors.
	Pipe() (r, w int, err error)
	// Dup makes to mean what from means. Errors: EBADF.
	Dup(from, to int) error
	// Close gives a descriptor up. Errors: EBADF.
	Close(fd int) error
	// Read returns at most max bytes; "" and nil at the end. A terminal gives
	// one line at a time. EAGAIN: the process is woken when there is more.
	Read(fd, max int) (string, error)
	// Write takes all of data or, if a pipe is full, none: EAGAIN. EPIPE when
	// nobody reads (SIGPIPE is then already under way).
	Write(fd int, data string) error
	// IsTerminal tells whether fd is a terminal; Size is its columns and rows.
	IsTerminal(fd int) bool
	Size(fd int) (cols, rows int)
	// Echo turns the showing of what is typed at the terminal fd on or off.
	Echo(fd int, on bool)

	// Stat and Lstat tell of a path; Lstat does not follow a last link.
	Stat(path string) (Stat, error)
	Lstat(path string) (Stat, error)
	// ReadFile returns a whole file's content.
	ReadFile(path string) (string, error)
	// WriteFile replaces a file's content, making it with perm if missing.
	WriteFile(path, data string, perm fs.FileMode) error
	// ReadDir lists a directory, sorted by name, without . and ..
	ReadDir(path string) ([]Entry, error)
	// Mkfifo makes a named pipe, as mkfifo(3) does. Unlike the system's, its
	// opening never waits: the first read or write does, until there is somebody
	// at the other end.
	Mkfifo(path string, perm fs.FileMode) error
	// Flock takes or gives up a lock on an open file, as flock(2) does; the last
	// close gives it up too. EAGAIN: somebody else has it, a Wake follows.
	Flock(fd int, how Lock) error
	// Mkdir, Remove (a file, link or empty directory), Rename, Symlink, Link,
	// Chmod, Chown (-1: unchanged), Chtimes and Truncate are the system calls
	// of these names.
	Mkdir(path string, perm fs.FileMode) error
	Remove(path string) error
	Rename(from, to string) error
	Symlink(target, path string) error
	Link(from, to string) error
	Chmod(path string, mode fs.FileMode) error
	Chown(path string, uid, gid int) error
	Chtimes(path string, at time.Time) error
	Truncate(path string, size int64) error
	// Chdir changes the process's directory.
	Chdir(path string) error

	// Spawn makes a child and returns its PID. Errors: ENOENT, EACCES, ENOEXEC, EAGAIN (no more processes).
	Spawn(s Spawn) (pid int, err error)
	// LookPath finds a program as execvp would. Errors: ENOENT, EACCES.
	LookPath(name string) (string, error)
	// Exec replaces the process's program and calls it with Start; the caller
	// returns right after. Errors: as Spawn; then nothing has changed.
	Exec(path string, argv, env []string) error
	// Wait takes the exit code of an ended child (128+n for a signal n): of pid,
	// or of any if pid is 0. EAGAIN: it still runs, a Wake follows. ECHILD.
	Wait(pid int) (ended, code int, err error)
	// Kill sends a signal (0: only asks) to a process; pid < 0 means its group. Errors: ESRCH, EPERM.
	Kill(pid int, sig Signal) error
	// Foreground moves a child, and what it has started, to the terminal's
	// foreground or out of it, where Ctrl-C and Ctrl-Z do not reach.
	Foreground(pid int, on bool)
	// Processes lists those of the PID namespace in order of PID.
	Processes() []Info
	// OpenFiles lists what those of them that the process may look into have
	// open, in order of PID and descriptor.
	OpenFiles() []OpenFile

	// Sockets are the calls of the network.
	Sockets

	// Hostname is the machine's name.
	Hostname() string
	// SetHostname changes it. Errors: EPERM, EINVAL.
	SetHostname(name string) error
	// Edit asks for the person's editor to open a file, which need not exist.
	// Errors: EISDIR, EACCES, EROFS, ENOENT when its directory is missing.
	Edit(path string) error
	// Warn prints nothing to the process: it notes why something happened, for those who watch.
	Warn(reason string)
}

// Getenv returns the value of a variable and whether it is set.
func (p *Proc) Getenv(name string) (string, bool) { return Lookup(p.Env, name) }

// Lookup finds a variable in a list of NAME=value.
func Lookup(env []string, name string) (string, bool) {
	for _, kv := range env {
		if len(kv) > len(name) && kv[len(name)] == '=' && kv[:len(name)] == name {
			return kv[len(name)+1:], true
		}
	}
	return "", false
}

// Setenv returns env with name set to value, at its old place or at the end.
func Setenv(env []string, name, value string) []string {
	out := append([]string(nil), env...)
	for i, kv := range out {
		if len(kv) > len(name) && kv[len(name)] == '=' && kv[:len(name)] == name {
			out[i] = name + "=" + value
			return out
		}
	}
	return append(out, name+"="+value)
}

// Out writes to standard output, Err to standard error; they keep nothing when
// nobody reads.
func (p *Proc) Out(s string) error { return p.Sys.Write(1, s) }

// Err writes to standard error.
func (p *Proc) Err(s string) error { return p.Sys.Write(2, s) }

// Fail writes a line to standard error and ends the process.
func (p *Proc) Fail(code int, line string) {
	p.Err(line + "\n")
	p.Sys.Exit(code)
}
