package proc

import (
	"net/netip"
	"time"

	"drydock/sim/vfs"
)

// What Resolve fails with. Their texts are those of gai_strerror(3) in glibc.
const (
	// ErrNoName: the name servers answered that there is no such name.
	ErrNoName = vfs.Errno("Name or service not known")
	// ErrTryAgain: no name server answered.
	ErrTryAgain = vfs.Errno("Temporary failure in name resolution")
)

// Sockets is the network as one process sees it: that of the network namespace
// its container is in. Connections carry bytes: Read, Write and Close of System
// work on them, and like pipes they answer EAGAIN and wake the process when
// there is more. Read gives "" at the end, and ECONNRESET when the other side
// broke off; Write gives EPIPE, with SIGPIPE, when nobody reads any more.
//
// Every attempt that fails leaves an event with the reason in the host's log.
type Sockets interface {
	// Listen takes a TCP port and returns a descriptor for Accept. 0.0.0.0 stands
	// for all of the namespace's IPv4 addresses, :: for those of IPv6, the zero
	// address for all of both; port 0 for any free one. Children inherit the descriptor; the port is free again when
	// the last of them has closed it or ended. Errors: EADDRINUSE;
	// EADDRNOTAVAIL; EACCES (a port below 1024, not root, in the host's namespace).
	Listen(at netip.AddrPort) (fd int, err error)
	// Accept takes the next connection that was made to a listening descriptor.
	// EAGAIN: there is none yet. Errors: EBADF, ENOTSOCK, EINVAL (does not listen).
	Accept(fd int) (conn int, from netip.AddrPort, err error)
	// Connect makes a TCP connection. EAGAIN: it is under way; call it again
	// with the same argument at the next Wake. Errors: ECONNREFUSED,
	// EHOSTUNREACH, ENETUNREACH at once or after a few seconds, ETIMEDOUT after
	// 127 seconds.
	Connect(to netip.AddrPort) (fd int, err error)
	// ListenPath makes a Unix-domain socket in the file tree and listens on it:
	// accept with Accept. A file that stands there is EADDRINUSE, as for bind(2).
	ListenPath(path string) (fd int, err error)
	// ConnectPath connects to such a socket, through bind mounts too. Errors:
	// ENOENT, EACCES, ECONNREFUSED (nobody listens any more).
	ConnectPath(path string) (fd int, err error)
	// Shutdown ends the writing half of a connection: the other side reads the end.
	Shutdown(fd int) error
	// Names are the two addresses of a connection, or the own one of a listening
	// descriptor; not valid for a Unix-domain socket.
	Names(fd int) (local, remote netip.AddrPort, err error)

	// Bind makes a UDP socket at an address; port 0 takes a free one. Errors: as Listen.
	Bind(at netip.AddrPort) (fd int, err error)
	// SendTo sends one datagram. Nobody says whether it arrives, but for a port
	// nobody listens on ReceiveFrom answers ECONNREFUSED. Errors: ENETUNREACH, EHOSTUNREACH.
	SendTo(fd int, to netip.AddrPort, data string) error
	// ReceiveFrom takes the next datagram. EAGAIN: there is none yet.
	ReceiveFrom(fd int) (data string, from netip.AddrPort, err error)

	// Resolve finds the addresses of a name as libc does there, those of IPv6 when
	// there is none of IPv4: an address
	// stands for itself, then /etc/hosts, then the name servers of
	// /etc/resolv.conf. EAGAIN: no answer yet, call again at the next Wake.
	// Errors: ErrNoName, ErrTryAgain.
	Resolve(name string) ([]netip.Addr, error)
	// Resolve6 finds a name's IPv6 addresses only, as Resolve does both kinds.
	Resolve6(name string) ([]netip.Addr, error)
	// Query asks one name server for the records of a name, without search
	// list and hosts file. kind is A, AAAA, PTR (of an address), MX, TXT, NS or
	// CNAME. EAGAIN as for Resolve. Errors: ETIMEDOUT, ECONNREFUSED,
	// ENETUNREACH, EHOSTUNREACH when the server does not answer.
	Query(server netip.Addr, name, kind string) (Answer, error)
	// Ping sends an ICMP echo request that may pass so many hops (0: 64). It
	// returns at once with what will have happened after Echo.After; sleeping
	// until then is the program's part. Errors: ENETUNREACH.
	Ping(to netip.Addr, hops int) (Echo, error)

	// Interfaces, Routes and OpenSockets list those of the namespace, in order.
	Interfaces() []Interface
	Routes() []Route
	OpenSockets() []Socket
	// Neighbours are the hosts on the same networks that have been spoken to.
	Neighbours() []Neighbour
}

// Answer is what a name server says.
type Answer struct {
	Code          string // NOERROR, NXDOMAIN, SERVFAIL, REFUSED
	Authoritative bool
	Records       []Record
	After         time.Duration // how long it took
}

// Record is one record of an answer.
type Record struct {
	Name string // without the last dot
	Kind string // A, AAAA, PTR, ...
	Data string // an address or a name without the last dot
	TTL  int    // seconds
}

// Echo is the answer to a ping.
type Echo struct {
	// From answered; not valid when nothing came back.
	From netip.Addr
	// After is the round trip, or when the failure is known.
	After time.Duration
	TTL   int // of the answer
	// Problem is what a host on the way said: "" for an answer from the
	// destination itself; "Time to live exceeded" from the last of the hops
	// allowed; "Destination Host Unreachable", of IPv6 "Destination unreachable:
	// Address unreachable".
	Problem string
}

// Interface is a network interface.
type Interface struct {
	Index     int
	Name      string       // eth0
	Addr      netip.Prefix // not valid without an IPv4 address
	Addr6     netip.Prefix // not valid without an IPv6 address
	Link6     netip.Addr   // that of IPv6 which leads no further than the link; not valid without Addr6
	Broadcast netip.Addr   // not valid for loopback
	MAC       string
	MTU       int
	Up        bool
	Loopback  bool
	Bridge    bool   // docker0, br-…
	Peer      int    // index of the other end of a veth pair, in its own namespace; 0 none
	Master    string // bridge this end of a veth pair is plugged into
	Received  Traffic
	Sent      Traffic
}

// Traffic counts what passed an interface.
type Traffic struct{ Packets, Bytes int64 }

// Route is one row of the routing table.
type Route struct {
	To      netip.Prefix // 0.0.0.0/0 or ::/0 the default
	Gateway netip.Addr   // not valid on a link
	Dev     string
	Source  netip.Addr // not valid for the default route
}

// Socket is one socket of the namespace.
type Socket struct {
	Proto         string // tcp, udp, unix
	State         string // LISTEN, ESTABLISHED, CLOSE_WAIT, FIN_WAIT2; "" for UDP
	Local, Remote netip.AddrPort
	Path          string // of a Unix-domain socket
	Inode         int
	PID           int    // of a process that has it, in the asking process's PID namespace; 0 if it is not to be seen
	Program       string // that process's name
	UID           int
	Queue         int // bytes or connections that wait to be taken
}

// Neighbour is a row of the table of hardware addresses.
type Neighbour struct {
	Addr netip.Addr
	MAC  string // "" when nobody answered
	Dev  string
}
