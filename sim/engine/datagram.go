package engine

import (
	"net/netip"

	"drydock/sim/vfs"
)

func (s *Sys) Bind(at netip.AddrPort) (int, error) {
	s.use(20)
	dual := !at.Addr().IsValid()
	at, err := s.claim("udp", at)
	if err != nil {
		return -1, err
	}
	return s.plugIn(socket{kind: packets, dual: dual, ns: s.ns(), machine: s.machine(), uid: s.p.UID, local: at})
}

func (s *Sys) SendTo(fd int, to netip.AddrPort, data string) error {
	s.use(20 + len(data)/copied)
	id, k, err := s.socketOf(fd)
	switch {
	case err != nil:
		return err
	case k.kind != packets:
		return vfs.EINVAL
	case s.tired():
		return vfs.EAGAIN
	}
	p := s.h.passage(k.ns, to, "udp")
	if p.err == vfs.ENETUNREACH || p.err == vfs.EHOSTUNREACH {
		s.h.missed(s.machine(), "udp", to, p)
		return p.err
	}
	if p.err != "" || p.beyond {
		s.h.missed(s.machine(), "udp", to, p)
		return nil
	}
	door, ok := s.h.listener(p.ns, "udp", p.to)
	if !ok {
		p.err, p.why = vfs.ECONNREFUSED, s.h.nobody(p, "udp")
		s.h.missed(s.machine(), "udp", to, p)
		k.refused = !p.proxied
		s.h.sockets = s.h.sockets.Set(id, k)
		s.h.wake(socketKey(id))
		return nil
	}
	s.h.met(s.machine(), "udp", to, p)
	l := s.h.sockets.At(door)
	if len(l.grams) < mostGrams && s.h.transit < mostInTransit {
		l.grams = append(l.grams[:len(l.grams):len(l.grams)], datagram{netip.AddrPortFrom(p.from, k.local.Port()), data})
		s.h.transit += len(data)
		s.h.sockets = s.h.sockets.Set(door, l)
		s.h.wake(socketKey(door))
	}
	return nil
}

func (s *Sys) ReceiveFrom(fd int) (string, netip.AddrPort, error) {
	s.use(10)
	id, k, err := s.socketOf(fd)
	switch {
	case err != nil:
		return "", netip.AddrPort{}, err
	case k.kind != packets:
		return "", netip.AddrPort{}, vfs.EINVAL
	case k.refused:
		k.refused = false
		s.h.sockets = s.h.sockets.Set(id, k)
		return "", netip.AddrPort{}, vfs.ECONNREFUSED
	case len(k.grams) == 0:
		s.h.await(s.key, socketKey(id))
		return "", netip.AddrPort{}, vfs.EAGAIN
	}
	g := k.grams[0]
	k.grams = k.grams[1:]
	s.h.transit -= len(g.data)
	s.h.sockets = s.h.sockets.Set(id, k)
	return g.data, g.from, nil
}
