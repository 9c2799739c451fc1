package templates

import (
	"fmt"

	"drydock/sim/scene"
)

// machinePicture is the building of one way to run programs: what lies on what.
type machinePicture struct {
	W, H   float64
	Blocks []machineBlock
}

type machineBlock struct {
	Class string
	Box   box
	Texts []label
}

// mostBoxes is how many programs are drawn beside each other.
const mostBoxes = 4

func (p *machinePicture) add(class string, b box, lines ...string) {
	m := machineBlock{Class: class, Box: b}
	top := b.Y + (b.H-float64(len(lines))*16)/2
	for i, line := range lines {
		f := faceSub
		if i == 0 {
			f = faceName
		}
		m.Texts = append(m.Texts, label{X: round(b.X + b.W/2), Y: round(top + 12.5 + 16*float64(i)), Anchor: "middle", Face: f, Text: f.fitMiddle(line, b.W-8), Full: line})
	}
	p.Blocks = append(p.Blocks, m)
}

// layMachines draws the layers of the building, the hardware at the bottom.
func layMachines(l Look, m scene.Machines, virtual bool) machinePicture {
	p := machinePicture{W: 560, H: 330}
	if l.Narrow {
		p.W = 358
	}
	n := min(len(m.Boxes), mostBoxes)
	cell := (p.W - 8) / float64(n)
	top := 26.0
	p.add("hardware", box{4, p.H - 34, p.W - 8, 30}, "Hardware")
	p.add("kernel", box{4, p.H - 70, p.W - 8, 32}, "Kernel of the host, "+m.Kernel)
	if virtual {
		p.add("engine", box{4, p.H - 106, p.W - 8, 32}, "Hypervisor")
	} else {
		p.add("engine", box{4, p.H - 106, p.W - 8, 32}, "Docker Engine")
	}
	foot := p.H - 112
	for i, b := range m.Boxes[:n] {
		x := round(4 + float64(i)*cell)
		w := round(cell - 6)
		if i == n-1 {
			w = round(p.W - 4 - x)
		}
		if virtual {
			p.Blocks = append(p.Blocks, machineBlock{Class: "vm", Box: box{x, top - 22, w, foot - top + 22}})
			for j, part := range []struct{ class, what, size string }{
				{"app", b.Name, b.MemoryText}, {"files", "Its files", scene.SizeText(b.Unpacked + b.Written)},
				{"guest", "Guest system", scene.SizeText(scene.GuestDisk)}, {"kernel", "Guest kernel", scene.SizeText(scene.GuestMemory)},
			} {
				p.add(part.class, box{x + 4, top - 18 + 51*float64(j), w - 8, 47}, part.what, part.size)
			}
			continue
		}
		p.add("app", box{x, foot - 122, w, 46}, b.Name, b.MemoryText)
		p.add("own", box{x, foot - 72, w, 36}, "writes", b.DiskText)
	}
	if !virtual {
		p.add("files", box{4, foot - 32, p.W - 8, 28}, "Image layers, kept once: "+m.SharedText)
	}
	if more := len(m.Boxes) - n; more > 0 && !virtual {
		p.Blocks = append(p.Blocks, machineBlock{Class: "note", Box: box{0, 0, 0, 0}, Texts: []label{{X: p.W - 8, Y: 20, Anchor: "end", Face: faceSub, Text: fmt.Sprintf("and %d more", more)}}})
	}
	return p
}

// machineRow is a row of the table of sums; a and b are parts of the larger.
type machineRow struct {
	what string
	a, b float64
	text [2]string
}

func machineRows(m scene.Machines) []machineRow {
	c, v := m.Containers, m.VMs
	row := func(what string, a, b float64, at, bt string) machineRow {
		most := max(a, b, 1)
		return machineRow{what, a / most, b / most, [2]string{at, bt}}
	}
	return []machineRow{
		row("Kernels", float64(c.Kernels), float64(v.Kernels), "1, shared", fmt.Sprintf("%d, one each and the host's", v.Kernels)),
		row("Memory", float64(c.Memory), float64(v.Memory), c.MemoryText, v.MemoryText),
		row("Disk", float64(c.Disk), float64(v.Disk), c.DiskText, v.DiskText),
		row("Until it runs", float64(c.Start), float64(v.Start), c.StartText, v.StartText),
	}
}

// machineWords is the comparison in a sentence.
func machineWords(m scene.Machines) string {
	times := float64(m.VMs.Memory) / float64(max(m.Containers.Memory, 1))
	return fmt.Sprintf("%s: as containers they take %s of memory and %s of disk and share one kernel; as virtual machines %s and %s, with %d kernels. That is %.0f times the memory.",
		count(len(m.Boxes), "program"), m.Containers.MemoryText, m.Containers.DiskText, m.VMs.MemoryText, m.VMs.DiskText, m.VMs.Kernels, times)
}
