package engine

import (
	"io/fs"
	"net/netip"
	"strconv"
	"strings"

	"drydock/sim/vfs"
)

// ns is the network namespace of the process.
func (s *Sys) ns() string { return s.h.netns(s.machine()) }

// plugIn makes a socket and gives the process a descriptor for it.
func (s *Sys) plugIn(k socket) (int, error) {
	if s.h.crowded() {
		return -1, noBuffers
	}
	return s.holdSocket(s.h.addSocket(k))
}

// holdSocket gives the process a descriptor for a socket.
func (s *Sys) holdSocket(id int) (int, error) {
	f := s.h.addFile(file{kind: plug, obj: id})
	fd, err := s.install(f, 0)
	if err != nil {
		s.h.files = s.h.files.Delete(f)
		s.h.dropSocket(id)
	}
	return fd, err
}

// socketOf is the socket behind a descriptor.
func (s *Sys) socketOf(fd int) (int, socket, error) {
	_, f, err := s.fd(fd)
	switch {
	case err != nil:
		return 0, socket{}, err
	case f.kind != plug:
		return 0, socket{}, vfs.ENOTSOCK
	}
	return f.obj, s.h.sockets.At(f.obj), nil
}

// claim finds out what address a socket gets: without one, all of both families.
func (s *Sys) claim(proto string, at netip.AddrPort) (netip.AddrPort, error) {
	ns, addr := s.ns(), at.Addr().Unmap()
	dual := !addr.IsValid()
	if dual {
		addr = any4
	}
	at = netip.AddrPortFrom(addr, at.Port())
	switch {
	case !addr.IsUnspecified() && !addr.IsLoopback() && !s.h.ownsAddr(ns, addr):
		return at, vfs.EADDRNOTAVAIL
	case at.Port() == 0:
		free, ok := s.h.freePort(ns, proto, addr)
		if !ok {
			return at, vfs.EADDRINUSE
		}
		return free, nil
	case at.Port() < 1024 && s.p.UID != 0 && ns == "":
		return at, vfs.EACCES
	case s.h.occupied(ns, proto, at, dual):
		return at, vfs.EADDRINUSE
	}
	return at, nil
}

// ownsAddr tells whether an address is one of a namespace's own.
func (h *Host) ownsAddr(ns string, a netip.Addr) bool {
	if ns == "" {
		return h.isLocal(a)
	}
	for _, e := range h.containers.At(ns).Endpoints.All() {
		if a.IsValid() && e.like(a) == a {
			return true
		}
	}
	return false
}

func (s *Sys) Listen(at netip.AddrPort) (int, error) {
	s.use(20)
	dual := !at.Addr().IsValid()
	at, err := s.claim("tcp", at)
	if err != nil {
		return -1, err
	}
	fd, err := s.plugIn(socket{kind: listening, dual: dual, ns: s.ns(), machine: s.machine(), uid: s.p.UID, local: at})
	if err == nil {
		s.h.traffic("listen", s.machine(), "it takes what comes to "+shownDoor(at), "address", at.Addr().String(), "port", strconv.Itoa(int(at.Port())), "protocol", "tcp")
	}
	return fd, err
}

func shownDoor(at netip.AddrPort) string {
	if at.Addr().IsUnspecified() {
		return "port " + strconv.Itoa(int(at.Port())) + " at any of its addresses"
	}
	return "port " + strconv.Itoa(int(at.Port())) + " at " + at.Addr().String() + " only"
}

func (s *Sys) Accept(fd int) (int, netip.AddrPort, error) {
	s.use(10)
	id, k, err := s.socketOf(fd)
	switch {
	case err != nil:
		return -1, netip.AddrPort{}, err
	case k.kind != listening:
		return -1, netip.AddrPort{}, vfs.EINVAL
	case len(k.backlog) == 0:
		s.h.await(s.key, socketKey(id))
		return -1, netip.AddrPort{}, vfs.EAGAIN
	}
	next := k.backlog[0]
	k.backlog = k.backlog[1:]
	s.h.sockets = s.h.sockets.Set(id, k)
	from := s.h.sockets.At(next).remote
	conn, err := s.holdSocket(next)
	return conn, from, err
}

func (s *Sys) Connect(to netip.AddrPort) (int, error) {
	s.use(20)
	if s.tired() {
		return -1, vfs.EAGAIN
	}
	ns := s.ns()
	p := s.h.passage(ns, to, "tcp")
	what := "tcp " + to.String()
	if p.err == "" && p.beyond {
		if !p.site.Open(to.Port()) {
			p.err, p.wait, p.why = vfs.ETIMEDOUT, noAnswer, p.site.Name+" does not answer on port "+strconv.Itoa(int(to.Port()))
		} else {
			p.wait = p.site.RTT
		}
	}
	if p.err == "" && !p.beyond {
		return s.dial(p, to)
	}
	if !s.passed(what, p.wait) {
		return -1, vfs.EAGAIN
	}
	if p.err != "" {
		s.h.missed(s.machine(), "tcp", to, p)
		return -1, p.err
	}
	local, _ := s.h.freePort(ns, "tcp", s.h.sourceAddr(ns))
	k := socket{kind: connected, ns: ns, machine: s.machine(), uid: s.p.UID, local: local, remote: to, beyond: true, site: p.site}
	if k.data = p.site.Greets(to.Port()); k.data != "" {
		s.h.transit += len(k.data)
		k.ready = s.h.now.Add(p.site.RTT)
	}
	s.h.met(s.machine(), "tcp", to, p)
	return s.plugIn(k)
}

// sourceAddr is the address a namespace sends from by default.
func (h *Host) sourceAddr(ns string) netip.Addr {
	c, ok := h.containers.Get(ns)
	if !ok {
		return hostAddr
	}
	for _, name := range h.interfaceOrder(c) {
		if e := c.Endpoints.At(name); e.IP.IsValid() {
			return e.IP
		}
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}

// dial connects to whoever listens where a passage arrives.
func (s *Sys) dial(p passage, to netip.AddrPort) (int, error) {
	ns := s.ns()
	door, ok := s.h.listener(p.ns, "tcp", p.to)
	if !ok && !p.proxied {
		p.why = s.h.nobody(p, "tcp")
		s.h.missed(s.machine(), "tcp", to, passage{err: vfs.ECONNREFUSED, why: p.why, machine: p.machine, network: p.network, to: p.to})
		return -1, vfs.ECONNREFUSED
	}
	if s.h.crowded() {
		return -1, noBuffers
	}
	near := p.from
	if p.proxied || ns == "" && p.ns != "" {
		near = to.Addr()
	}
	local, _ := s.h.freePort(ns, "tcp", near)
	mine := socket{kind: connected, ns: ns, machine: s.machine(), uid: s.p.UID, local: local, remote: to}
	if !ok { // the engine's proxy has accepted, and finds nobody
		mine.reset = true
		s.h.missed(s.machine(), "tcp", to, passage{err: vfs.ECONNRESET, why: s.h.nobody(p, "tcp"), machine: p.machine, network: p.network, to: p.to})
		return s.plugIn(mine)
	}
	l := s.h.sockets.At(door)
	if len(l.backlog) >= mostBacklog {
		if !s.passed("tcp "+to.String(), noAnswer) {
			s.h.await(s.key, socketKey(door))
			return -1, vfs.EAGAIN
		}
		return -1, vfs.ETIMEDOUT
	}
	theirs := socket{kind: connected, ns: l.ns, machine: l.machine, uid: l.uid, local: p.to, remote: netip.AddrPortFrom(p.from, local.Port())}
	a, b := s.h.pair(mine, theirs)
	l.backlog = append(l.backlog[:len(l.backlog):len(l.backlog)], b)
	s.h.sockets = s.h.sockets.Set(door, l)
	s.h.wake(socketKey(door))
	s.h.met(s.machine(), "tcp", to, p)
	return s.holdSocket(a)
}

// nobody says why what arrived finds nobody that listens.
func (h *Host) nobody(p passage, proto string) string {
	who := h.called(p.machine)
	port := strconv.Itoa(int(p.to.Port()))
	if id, ok := h.listens(p.ns, proto, p.to.Port()); ok {
		at := h.sockets.At(id).local.Addr()
		return "what listens on " + port + " in " + who + " listens at " + at.String() + " only, and this came to " + p.to.Addr().String()
	}
	if p.ns != "" && p.machine == p.ns && p.to.Addr().IsLoopback() {
		return "nothing listens on " + port + " in " + who + ": localhost is the container itself"
	}
	return "nothing listens on " + port + " in " + who
}

// called is what people call a machine.
func (h *Host) called(machine string) string {
	if machine == "" {
		return "the host"
	}
	return h.containers.At(machine).Name
}

// traffic notes what happened on the network.
func (h *Host) traffic(action, machine, reason string, attrs ...string) {
	h.glass("traffic", action, machine, reason, attrs...)
}

// met notes that something arrived, missed that it did not.
func (h *Host) met(machine, proto string, to netip.AddrPort, p passage) {
	h.note("connect", machine, proto, to, p, "")
}

func (h *Host) missed(machine, proto string, to netip.AddrPort, p passage) {
	action := "unreachable"
	switch p.err {
	case vfs.ECONNREFUSED, vfs.ECONNRESET:
		action = "refused"
	case vfs.ETIMEDOUT:
		action = "timeout"
	}
	h.note(action, machine, proto, to, p, p.why)
}

func (h *Host) note(action, machine, proto string, to netip.AddrPort, p passage, why string) {
	h.speak(machine, to.Addr())
	if !h.tells(action + " " + machine + " " + proto + " " + to.String()) {
		return
	}
	who := h.called(p.machine)
	if p.beyond {
		if who = p.site.Name; who == "" {
			who = to.Addr().String()
		}
	}
	h.traffic(action, machine, why, "from", h.called(machine), "to", who, "container", p.machine, "address", to.Addr().String(),
		"port", strconv.Itoa(int(to.Port())), "protocol", proto, "network", p.network)
}

// speak keeps whom a namespace has spoken to, for its table of neighbours.
func (h *Host) speak(machine string, a netip.Addr) {
	key := h.netns(machine) + "/" + a.String()
	if h.spoken.Len() < mostSockets && !h.spoken.Has(key) {
		h.spoken = h.spoken.Set(key, true)
	}
}

func (s *Sys) Shutdown(fd int) error {
	id, k, err := s.socketOf(fd)
	switch {
	case err != nil:
		return err
	case k.kind != connected:
		return vfs.ENOTCONN
	}
	k.shut = true
	s.h.sockets = s.h.sockets.Set(id, k)
	if p, ok := s.h.sockets.Get(k.peer); ok {
		p.eof = true
		s.h.sockets = s.h.sockets.Set(k.peer, p)
		s.h.wake(socketKey(k.peer))
	}
	return nil
}

func (s *Sys) Names(fd int) (netip.AddrPort, netip.AddrPort, error) {
	_, k, err := s.socketOf(fd)
	return k.local, k.remote, err
}

// ListenPath, see proc.Sockets. The file holds the socket's number, so that it
// is found by whatever path leads there.
func (s *Sys) ListenPath(name string) (int, error) {
	st, err := s.look(name, false)
	switch {
	case err == nil:
		return -1, vfs.EADDRINUSE
	case err != vfs.ENOENT || st.Path == "":
		return -1, err
	}
	fd, err := s.plugIn(socket{kind: listening, ns: s.ns(), machine: s.machine(), uid: s.p.UID, path: st.Path})
	if err != nil {
		return -1, err
	}
	id, _, err := s.socketOf(fd)
	if err == nil {
		n := vfs.Node{Mode: fs.ModeSocket | 0o777&^s.p.Umask, UID: s.p.UID, GID: s.p.GID, ModTime: s.h.now, Data: pathKey(id)}
		err = s.put(st.Path, n)
	}
	if err != nil {
		_ = s.Close(fd) // just opened
		return -1, err
	}
	return fd, nil
}

func (s *Sys) ConnectPath(name string) (int, error) {
	s.use(20)
	st, err := s.look(name, true)
	switch {
	case err != nil:
		return -1, err
	case st.Mode&fs.ModeSocket == 0:
		return -1, vfs.ECONNREFUSED
	case !permits(st.Node, *s.p, 2):
		return -1, vfs.EACCES
	case s.h.crowded():
		return -1, noBuffers
	}
	num, ok := strings.CutPrefix(st.Data, "socket ")
	door, bad := strconv.Atoi(num)
	l, listens := s.h.sockets.Get(door)
	switch {
	case !ok || bad != nil || !listens || l.kind != listening:
		return -1, vfs.ECONNREFUSED
	case len(l.backlog) >= mostBacklog:
		s.h.await(s.key, socketKey(door))
		return -1, vfs.EAGAIN
	}
	a, b := s.h.pair(socket{kind: connected, ns: s.ns(), machine: s.machine(), uid: s.p.UID, path: st.Path},
		socket{kind: connected, ns: l.ns, machine: l.machine, uid: l.uid, path: st.Path})
	l.backlog = append(l.backlog[:len(l.backlog):len(l.backlog)], b)
	s.h.sockets = s.h.sockets.Set(door, l)
	s.h.wake(socketKey(door))
	return s.holdSocket(a)
}
