package engine

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/internet"
	"drydock/sim/vfs"
)

// socket is one end of a connection, something that listens, or a UDP port.
// It is a value; what its slices lead to is never written to.
type socket struct {
	kind          socketKind
	ns            string // network namespace, "" the host's
	machine       string // whose process made it
	uid           int
	local, remote netip.AddrPort
	dual          bool   // it takes all addresses of both families; local is 0.0.0.0 then
	path          string // of a Unix-domain socket

	backlog []int  // listening: connections nobody has accepted yet
	peer    int    // the other end, 0 gone or beyond
	data    string // received and not read
	eof     bool   // the other end sends no more
	reset   bool   // the other end broke off
	shut    bool   // this end sends no more
	grams   []datagram
	refused bool // a datagram came to a port nobody listens on

	// Of a connection to a host beyond: the host, what it was sent and has not
	// answered, and when its answer is here.
	beyond bool
	site   internet.Site
	sent   string
	ready  time.Time
}

type socketKind int

const (
	listening socketKind = iota
	connected
	packets // UDP
)

type datagram struct {
	from netip.AddrPort
	data string
}

// What sockets may hold.
const (
	socketSize    = 64 << 10 // bytes received and not read, of one
	mostBacklog   = 128      // connections not accepted, of one. Source: nginx's and redis's usual values
	mostGrams     = 64       // datagrams not read, of one
	mostSockets   = 4096     // on one host
	mostInTransit = 16 << 20 // bytes received and not read, on one host
)

// noBuffers is what a host that is full of sockets answers.
const noBuffers = vfs.Errno("No buffer space available")

func socketKey(id int) string { return "k" + strconv.Itoa(id) }

// doorKey is what a listening socket is found by.
func doorKey(ns, proto string, at netip.AddrPort) string {
	return ns + "/" + proto + "/" + strconv.Itoa(int(at.Port())) + "/" + at.Addr().String()
}

func pathKey(id int) string { return "socket " + strconv.Itoa(id) }

func (h *Host) addSocket(s socket) int {
	h.nextKey++
	h.sockets = h.sockets.Set(h.nextKey, s)
	if s.kind != connected && s.path == "" {
		h.doors = h.doors.Set(doorKey(s.ns, s.proto(), s.local), h.nextKey)
	}
	return h.nextKey
}

func (s socket) proto() string {
	switch {
	case s.path != "":
		return "unix"
	case s.kind == packets:
		return "udp"
	}
	return "tcp"
}

// dropSocket is what happens when nobody holds a socket any more.
func (h *Host) dropSocket(id int) {
	s, ok := h.sockets.Get(id)
	if !ok {
		return
	}
	h.sockets = h.sockets.Delete(id)
	h.transit -= len(s.data)
	for _, g := range s.grams {
		h.transit -= len(g.data)
	}
	for _, c := range s.backlog {
		h.dropSocket(c)
	}
	if s.kind != connected && s.path == "" && h.doors.At(doorKey(s.ns, s.proto(), s.local)) == id {
		h.doors = h.doors.Delete(doorKey(s.ns, s.proto(), s.local))
	}
	if p, ok := h.sockets.Get(s.peer); ok {
		p.peer, p.eof = 0, true
		p.reset = p.reset || s.data != ""
		h.sockets = h.sockets.Set(s.peer, p)
		h.wake(socketKey(s.peer))
	}
}

// listener finds who takes what comes to an address of a namespace: who
// listens on just that address, or on all of its family.
func (h *Host) listener(ns, proto string, at netip.AddrPort) (id int, ok bool) {
	if id, ok = h.doors.Get(doorKey(ns, proto, at)); ok {
		return id, true
	}
	if at.Addr().Is6() {
		if id, ok = h.doors.Get(doorKey(ns, proto, netip.AddrPortFrom(any6, at.Port()))); ok {
			return id, true
		}
	}
	id, ok = h.doors.Get(doorKey(ns, proto, netip.AddrPortFrom(any4, at.Port())))
	return id, ok && (at.Addr().Is4() || h.sockets.At(id).dual)
}

// listens tells whether something in a namespace takes a port, at any address.
func (h *Host) listens(ns, proto string, port uint16) (id int, ok bool) {
	prefix := ns + "/" + proto + "/" + strconv.Itoa(int(port)) + "/"
	for k, id := range h.doors.From(prefix) {
		return id, len(k) > len(prefix) && k[:len(prefix)] == prefix
	}
	return 0, false
}

// occupied tells whether a port cannot be taken, for both families or that of
// the address: someone has it at that address, at all, or at one when all are
// asked for; on the host it may lead to a container.
func (h *Host) occupied(ns, proto string, at netip.AddrPort, dual bool) bool {
	if ns == "" {
		_, published := h.doorTo(proto, at)
		if !published && dual {
			_, published = h.doorTo(proto, netip.AddrPortFrom(any6, at.Port()))
		}
		if published {
			return true
		}
	}
	prefix := ns + "/" + proto + "/" + strconv.Itoa(int(at.Port())) + "/"
	for k, id := range h.doors.From(prefix) {
		if !strings.HasPrefix(k, prefix) {
			break
		}
		held := h.sockets.At(id)
		a, b := at.Addr(), held.local.Addr()
		if dual || held.dual || a.Is4() == b.Is4() && (a == b || a.IsUnspecified() || b.IsUnspecified()) {
			return true
		}
	}
	return false
}

// freePort finds a port nobody has.
func (h *Host) freePort(ns, proto string, addr netip.Addr) (netip.AddrPort, bool) {
	first := 32768 + h.dice(20000, "port")
	for i := range 28000 {
		at := netip.AddrPortFrom(addr, uint16(32768+(first-32768+i)%28232))
		if !h.occupied(ns, proto, at, false) {
			return at, true
		}
	}
	return netip.AddrPort{}, false
}

// pair connects two ends and returns their ids.
func (h *Host) pair(a, b socket) (int, int) {
	x := h.addSocket(a)
	b.peer = x
	y := h.addSocket(b)
	a.peer = y
	h.sockets = h.sockets.Set(x, a)
	return x, y
}

func (h *Host) crowded() bool { return h.sockets.Len() >= mostSockets }

// socketRead takes what arrived.
func (s *Sys) socketRead(id, limit int) (string, error) {
	k := s.h.sockets.At(id)
	switch {
	case k.kind != connected:
		return "", vfs.ENOTCONN
	case k.data != "" && k.ready.After(s.h.now):
		s.Sleep(k.ready.Sub(s.h.now))
		return "", vfs.EAGAIN
	case k.data != "":
		n := min(limit, len(k.data))
		out := k.data[:n]
		k.data = k.data[n:]
		s.h.transit -= n
		s.h.sockets = s.h.sockets.Set(id, k)
		s.h.wake(socketKey(k.peer))
		return out, nil
	case k.reset:
		return "", vfs.ECONNRESET
	case k.eof:
		return "", nil
	}
	s.h.await(s.key, socketKey(id))
	return "", vfs.EAGAIN
}

// socketWrite sends.
func (s *Sys) socketWrite(id int, data string) error {
	k := s.h.sockets.At(id)
	switch {
	case k.kind != connected:
		return vfs.ENOTCONN
	case k.shut, k.peer == 0 && !k.beyond, k.reset:
		return vfs.EPIPE
	case k.beyond:
		s.h.sendBeyond(id, k, data)
		return nil
	}
	p := s.h.sockets.At(k.peer)
	if len(p.data) > 0 && (len(p.data)+len(data) > socketSize || s.h.transit >= mostInTransit) {
		s.h.await(s.key, socketKey(k.peer))
		if s.h.transit >= mostInTransit {
			s.Sleep(slice)
		}
		return vfs.EAGAIN
	}
	p.data += data
	s.h.transit += len(data)
	s.h.sockets = s.h.sockets.Set(k.peer, p)
	s.h.wake(socketKey(k.peer))
	return nil
}

// speed is how many bytes a second come from beyond.
const speed = 10 << 20

// sendBeyond gives data to a host beyond, whose answer arrives after a round trip.
func (h *Host) sendBeyond(id int, k socket, data string) {
	if k.sent += data; len(k.sent) > 1<<20 {
		k.sent = k.sent[len(k.sent)-1<<20:]
	}
	for range 64 {
		reply, n, done := k.site.Answer(k.remote.Port(), k.sent)
		k.sent = k.sent[n:]
		k.eof = k.eof || done
		if reply != "" {
			k.data += reply
			h.transit += len(reply)
			k.ready = h.now.Add(k.site.RTT + time.Duration(len(reply))*time.Second/speed)
		}
		if n == 0 || k.sent == "" || done {
			break
		}
	}
	h.sockets = h.sockets.Set(id, k)
}

// attempt is something under way that a process asks for again and again.
type attempt struct {
	what  string
	until time.Time
}

// mostAttempts is how many a process may have under way.
const mostAttempts = 32

// passed tells whether d has passed since a process first asked for something;
// if not, it is woken then.
func (s *Sys) passed(what string, d time.Duration) bool {
	row := s.row()
	i := slices.IndexFunc(row.attempts, func(a attempt) bool { return a.what == what })
	if i >= 0 && !row.attempts[i].until.After(s.h.now) || i < 0 && d <= 0 {
		if i >= 0 {
			row.attempts = slices.Delete(slices.Clone(row.attempts), i, i+1)
			s.h.procs = s.h.procs.Set(s.key, row)
		}
		return true
	}
	until := s.h.now.Add(d)
	if i >= 0 {
		until = row.attempts[i].until
	} else {
		row.attempts = append(slices.Clone(row.attempts[max(0, len(row.attempts)-mostAttempts+1):]), attempt{what, until})
		s.h.procs = s.h.procs.Set(s.key, row)
	}
	s.Sleep(until.Sub(s.h.now))
	return false
}
