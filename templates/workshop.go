package templates

import "drydock/sim/scene"

// The workshop is the second depth of the picture: the things themselves, each
// in a place that it keeps while it lives. Where more are than have room they
// stand in groups, by Compose project or by image, that can be opened.
var wideWorkshop = chart{
	id: "workshop", width: 1360, height: 566, slotted: true,
	zones: []zone{
		{"client", "Client", "", box{8, 30, 180, 62}, "", keepFirst},
		{"files", "Your files", "", box{8, 120, 180, 180}, "What you write with\necho, cat or vi\nappears here", keepFirst},
		{"registry", "Registry", "Docker Hub", box{8, 330, 180, 196}, "Nothing published", keepFirst},
		{"daemon", "Docker Engine", "", box{256, 30, 934, 42}, "", keepFirst},
		{"images", "Images", "read-only", box{256, 92, 298, 434}, "No images yet. A pull brings one:\nlayers that never change", keepLast},
		{"containers", "Containers", "", box{640, 92, 550, 327}, "None yet. docker run makes one:\nan image's layers and a writable one on top", keepLast},
		{"networks", "Networks", "", box{640, 434, 268, 92}, "", keepFirst},
		{"volumes", "Volumes", "", box{922, 434, 268, 92}, "Outlive containers", keepFirst},
		{"removed", "Removed", "", box{1242, 92, 110, 434}, "Gone, with all\nthey wrote", keepFirst},
	},
	ways: []way{
		{"client-daemon", "M188 51H252", verbAt(222, 44, "middle"), 256, 51, 'r', "API"},
		{"files-images", "M188 210H252", verbAt(222, 203, "middle"), 256, 210, 'r', ""},
		{"registry-images", "M188 380H252", verbAt(222, 373, "middle"), 256, 380, 'r', ""},
		{"images-registry", "M256 420H192", verbAt(222, 438, "middle"), 188, 420, 'l', ""},
		{"images-created", "M554 170H636", verbAt(597, 163, "middle"), 640, 170, 'r', ""},
		{"images-running", "M554 220H636", verbAt(597, 213, "middle"), 640, 220, 'r', "run"},
		{"exited-images", "M640 300H558", verbAt(597, 293, "middle"), 554, 300, 'l', ""},
		{"exited-removed", "M1190 220H1238", verbAt(1216, 213, "middle"), 1242, 220, 'r', ""},
		{"running-removed", "M1190 280H1238", verbAt(1216, 273, "middle"), 1242, 280, 'r', ""},
	},
	forms: map[string][]form{
		"images": {{w: 92, h: 98, stack: 50, wide: 80, lines: 2, grow: 1}, {w: 92, h: 64, stack: 36, wide: 80, lines: 1, grow: 1},
			{w: 92, h: 48, stack: 22, wide: 80, lines: 1, grow: 1}},
		"registry": {{w: 150, h: 26, stack: 19, wide: 34, lines: 1, side: true, grow: 1}},
		"containers": {{w: 132, h: 96, stack: 34, wide: 118, lines: 3, grow: .8}, {w: 106, h: 58, stack: 28, wide: 94, lines: 1, grow: 1, terse: true},
			{w: 106, h: 26, stack: 17, wide: 11, lines: 1, side: true, grow: 1, terse: true}},
		"removed":  {{w: 78, h: 46, lines: 2, side: true}, {w: 78, h: 26, lines: 1, side: true}},
		"volumes":  {{w: 122, h: 26, wide: 16, lines: 1, side: true}},
		"networks": {{w: 122, h: 26, wide: 16, lines: 1, side: true}},
		"files":    {{w: 150, h: 44, lines: 2, side: true}, {w: 150, h: 26, lines: 1, side: true}},
		"client":   {{w: 150, h: 26, lines: 1, side: true}},
		"daemon":   {{w: 640, h: 26, lines: 1, side: true}},
	},
	steps:  box{197, 218, 56, 78},
	notice: box{8, 531, 1182, 32},
}

// narrowWorkshop is the same for a phone held upright.
var narrowWorkshop = chart{
	id: "narrow workshop", width: 374, height: 664, slotted: true,
	zones: []zone{
		{"daemon", "Engine", "", box{4, 4, 366, 38}, "", keepFirst},
		{"registry", "Registry", "", box{4, 52, 112, 111}, "Nothing published", keepFirst},
		{"files", "Your files", "", box{4, 172, 112, 88}, "None yet", keepFirst},
		{"images", "Images", "read-only", box{164, 52, 206, 208}, "None yet: pull one", keepLast},
		{"containers", "Containers", "", box{4, 292, 366, 222}, "None yet: docker run makes one", keepLast},
		{"networks", "Networks", "", box{4, 522, 180, 64}, "", keepFirst},
		{"volumes", "Volumes", "", box{190, 522, 180, 64}, "Outlive containers", keepFirst},
		{"removed", "Removed", "", box{4, 592, 366, 38}, "", keepFirst},
	},
	ways: []way{
		{"registry-images", "M116 88H160", verbAt(139, 82, "middle"), 164, 88, 'r', ""},
		{"images-registry", "M164 122H120", verbAt(141, 138, "middle"), 116, 122, 'l', ""},
		{"files-images", "M116 204H160", verbAt(139, 198, "middle"), 164, 204, 'r', ""},
		{"images-running", "M267 260V288", verbAt(274, 281, "start"), 267, 292, 'd', "run"},
		{"exited-images", "M230 292V264", verbAt(224, 281, "end"), 230, 260, 'u', ""},
	},
	forms: map[string][]form{
		"images":     {{w: 62, h: 84, stack: 54, wide: 54, lines: 1, grow: 1}, {w: 62, h: 56, stack: 28, wide: 54, lines: 1, grow: 1}},
		"registry":   {{w: 92, h: 26, stack: 17, wide: 10, lines: 1, side: true, grow: 1}},
		"containers": {{w: 114, h: 90, stack: 28, wide: 102, lines: 3, grow: .8}, {w: 114, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1, terse: true}},
		"removed":    {{w: 84, h: 26, lines: 1, side: true}},
		"volumes":    {{w: 78, h: 26, wide: 14, lines: 1, side: true}},
		"networks":   {{w: 78, h: 26, wide: 10, lines: 1, side: true}},
		"files":      {{w: 92, h: 26, lines: 1, side: true}},
		"daemon":     {{w: 200, h: 26, lines: 1, side: true}},
	},
	steps:  box{124, 211, 36, 44},
	notice: box{4, 632, 366, 31},
}

// clientPiece is where the learner's commands come from.
func clientPiece() piece {
	t := token{DOM: "client", Node: "client", Name: "docker", State: "here", Select: "host", Aria: "The docker command in this terminal"}
	return piece{token: t, texts: []label{code("docker …")}}
}

// daemonPiece is the engine, and what it looks after.
func daemonPiece(s scene.Scene) piece {
	t := token{DOM: "daemon", Node: "daemon", Name: "dockerd", State: "up", Select: "host", Aria: "The Docker daemon: it does what the client asks"}
	running := 0
	for _, c := range s.Containers {
		if c.Zone() == "running" {
			running++
		}
	}
	text := "dockerd: " + count(running, "container") + " on one kernel"
	if running == 0 {
		text = "dockerd: waits for a command"
	}
	return piece{token: t, texts: []label{sub(text)}}
}
