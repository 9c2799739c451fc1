package bin

import (
	"net/netip"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// offline is the network of a machine that has none.
type offline struct{}

func (offline) Listen(netip.AddrPort) (int, error) { return -1, vfs.EADDRNOTAVAIL }
func (offline) Accept(int) (int, netip.AddrPort, error) {
	return -1, netip.AddrPort{}, vfs.EAGAIN
}
func (offline) Connect(netip.AddrPort) (int, error) { return -1, vfs.ENETUNREACH }
func (offline) ListenPath(string) (int, error)      { return -1, vfs.EACCES }
func (offline) ConnectPath(string) (int, error)     { return -1, vfs.ENOENT }
func (offline) Shutdown(int) error                  { return vfs.ENOTCONN }
func (offline) Names(int) (a, b netip.AddrPort, err error) {
	return a, b, vfs.ENOTSOCK
}
func (offline) Bind(netip.AddrPort) (int, error)         { return -1, vfs.EADDRNOTAVAIL }
func (offline) SendTo(int, netip.AddrPort, string) error { return vfs.ENETUNREACH }
func (offline) ReceiveFrom(int) (string, netip.AddrPort, error) {
	return "", netip.AddrPort{}, vfs.EAGAIN
}
func (offline) Resolve(name string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(name); err == nil {
		return []netip.Addr{a}, nil
	}
	return nil, proc.ErrTryAgain
}
func (offline) Query(netip.Addr, string, string) (proc.Answer, error) {
	return proc.Answer{}, vfs.ENETUNREACH
}
func (offline) Ping(netip.Addr, int) (proc.Echo, error) { return proc.Echo{}, vfs.ENETUNREACH }
func (offline) Interfaces() []proc.Interface            { return nil }
func (offline) Resolve6(string) ([]netip.Addr, error)   { return nil, proc.ErrNoName }
func (offline) Routes() []proc.Route                    { return nil }
func (offline) OpenSockets() []proc.Socket              { return nil }
func (offline) Neighbours() []proc.Neighbour            { return nil }
