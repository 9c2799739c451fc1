package bin

import (
	"fmt"
	"strconv"

	"drydock/sim/vfs"
)

const units = "KMGTPE"

// human is a size in bytes as -h shows it: GNU rounds up, BusyBox to nearest.
func (c call) human(size int64) string {
	if c.flavour == busybox {
		return tenths(size)
	}
	if size < 1024 {
		return strconv.FormatInt(size, 10)
	}
	u, div := 0, int64(1024)
	for ceilDiv(size, div) >= 1024 && u < len(units)-1 {
		u, div = u+1, div*1024
	}
	if t := ceilDiv(size*10, div); t < 100 {
		return fmt.Sprintf("%d.%d%c", t/10, t%10, units[u])
	}
	return fmt.Sprintf("%d%c", ceilDiv(size, div), units[u])
}

// tenths is a size as BusyBox's make_human_readable_str shows it.
func tenths(size int64) string {
	if size < 1024 {
		return strconv.FormatInt(size, 10)
	}
	u, frac := -1, int64(0)
	for size >= 1024 && u < len(units)-1 {
		u++
		frac = (size%1024*10 + 512) / 1024
		size /= 1024
	}
	if frac >= 10 {
		size, frac = size+1, 0
	}
	return fmt.Sprintf("%d.%d%c", size, frac, units[u])
}

func ceilDiv(n, by int64) int64 { return (n + by - 1) / by }

// kib is the disk space of a node in KiB: whole blocks of four; links and the
// directories of kernel file systems take none.
func kib(n vfs.Node) int64 {
	switch {
	case n.Mode.IsRegular(), n.IsDir() && n.Size >= 4096:
		return ceilDiv(n.Size, 4096) * 4
	}
	return 0
}
