package templates

// chart is the flowchart for one shape of window: where its zones and ways are.
// A unit is about a pixel.
type chart struct {
	id     string
	width  int
	height int
	zones  []zone
	ways   []way
	forms  map[string][]form // by zone; "" for the zones of containers
	notice box               // the strip that says why the last command was refused
	steps  box               // where the steps of the last build stand, beside the build edge
	// slotted charts give each thing a place that it keeps; open is the group,
	// as zone/key, whose members are shown instead of all that is in its zone.
	slotted bool
	open    string
}

// chartOf is the chart for a window.
func chartOf(narrow bool) chart {
	if narrow {
		return narrowChart
	}
	return wideChart
}

// wideChart is the lifecycle from left to right. Its ways are laid by hand so
// that no verb touches a line, a zone or another verb.
var wideChart = chart{
	id: "wide", width: 1360, height: 466,
	zones: []zone{
		{"registry", "Registry", "Docker Hub", box{8, 30, 180, 220}, "Nothing published", keepFirst},
		{"files", "Your files", "", box{8, 278, 180, 150}, "What you write with\necho, cat or vi\nappears here", keepFirst},
		{"images", "Images", "read-only", box{256, 30, 292, 398}, "No images yet. A pull brings one:\nlayers that never change", keepLast},
		{"created", "Created", "", box{624, 30, 194, 192}, "Made from an image,\nnot started yet", keepLast},
		{"exited", "Exited", "", box{624, 266, 194, 162}, "PID 1 has ended;\nits files are kept", keepLast},
		{"running", "Running", "", box{896, 30, 294, 192}, "Nothing runs. docker run starts\na container here", keepLast},
		{"paused", "Paused", "", box{1020, 266, 170, 97}, "Frozen, still in\nmemory", keepLast},
		{"volumes", "Volumes", "", box{830, 373, 176, 63}, "Outlive containers", keepFirst},
		{"networks", "Networks", "", box{1014, 373, 176, 63}, "", keepFirst},
		{"removed", "Removed", "", box{1242, 30, 110, 398}, "Gone, with all\nthey wrote", keepFirst},
	},
	ways: []way{
		{"registry-images", "M188 82H252", verbAt(222, 75, "middle"), 256, 82, 'r', ""},
		{"images-registry", "M256 124H192", verbAt(222, 142, "middle"), 188, 124, 'l', ""},
		{"files-images", "M188 350H252", verbAt(222, 343, "middle"), 256, 350, 'r', ""},
		{"images-created", "M548 96H620", verbAt(586, 89, "middle"), 624, 96, 'r', ""},
		{"images-running", "M548 250H910Q922 250 922 238V226", verbAt(721, 244, "middle"), 922, 222, 'u', ""},
		{"created-running", "M818 96H892", verbAt(857, 89, "middle"), 896, 96, 'r', ""},
		{"running-exited", "M947 222V304Q947 316 935 316H822", verbAt(882, 309, "middle"), 818, 316, 'l', ""},
		{"exited-running", "M818 354H960Q972 354 972 342V226", verbAt(896, 347, "middle"), 972, 222, 'u', ""},
		{"running-paused", "M1074 222V262", verbAt(1067, 249, "end"), 1074, 266, 'd', ""},
		{"paused-running", "M1112 266V226", verbAt(1119, 249, "start"), 1112, 222, 'u', ""},
		{"exited-images", "M624 366H552", verbAt(586, 359, "middle"), 548, 366, 'l', ""},
		{"created-removed", "M721 30V24Q721 14 731 14H1287Q1297 14 1297 24V26", verbAt(1020, 18, "middle"), 1297, 30, 'd', ""},
		{"exited-removed", "M721 428V438Q721 448 731 448H1287Q1297 448 1297 438V432", verbAt(1020, 452, "middle"), 1297, 428, 'u', ""},
		{"running-removed", "M1190 126H1238", verbAt(1216, 119, "middle"), 1242, 126, 'r', ""},
		{"paused-removed", "M1190 347H1238", verbAt(1216, 340, "middle"), 1242, 347, 'r', ""},
	},
	forms: map[string][]form{
		"images": {
			{w: 130, h: 178, stack: 124, wide: 118, lines: 2, grow: 1.9}, {w: 90, h: 124, stack: 74, wide: 80, lines: 2, grow: 1.2},
			{w: 90, h: 90, stack: 42, wide: 80, lines: 2, grow: 1}, {w: 90, h: 60, stack: 32, wide: 80, lines: 1, grow: 1},
			{w: 90, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1, terse: true},
		},
		"registry": {
			{w: 150, h: 45, stack: 36, wide: 46, lines: 2, side: true, grow: 1}, {w: 150, h: 26, stack: 19, wide: 34, lines: 1, side: true, grow: 1},
		},
		"": {
			{w: 130, h: 152, stack: 71, wide: 110, lines: 4, grow: 1.2}, {w: 130, h: 118, stack: 48, wide: 110, lines: 3, grow: 1},
			{w: 130, h: 76, stack: 30, wide: 110, lines: 2, grow: 1}, {w: 130, h: 58, stack: 30, wide: 110, lines: 1, grow: 1},
			{w: 130, h: 26, stack: 17, wide: 11, lines: 1, side: true, grow: 1}, {w: 84, h: 26, stack: 17, wide: 11, lines: 1, side: true, grow: 1, terse: true},
		},
		"removed":  {{w: 78, h: 46, lines: 2, side: true}, {w: 78, h: 26, lines: 1, side: true}},
		"volumes":  {{w: 150, h: 26, wide: 16, lines: 1, side: true}, {w: 76, h: 26, wide: 16, lines: 1, side: true}},
		"networks": {{w: 150, h: 26, wide: 22, lines: 1, side: true}, {w: 76, h: 26, wide: 9, lines: 1, side: true}},
		"files":    {{w: 150, h: 44, lines: 2, side: true}, {w: 150, h: 26, lines: 1, side: true}},
	},
	notice: box{8, 432, 700, 32},
	steps:  box{197, 360, 56, 64},
}

// narrowChart is the lifecycle from top to bottom, for a phone held upright:
// the whole of it is as wide as the window, and its text can be read. The ways
// for which there is no room are in the inspector's commands.
var narrowChart = chart{
	id: "narrow", width: 374, height: 528,
	zones: []zone{
		{"registry", "Registry", "", box{4, 4, 112, 111}, "Nothing published", keepFirst},
		{"files", "Your files", "", box{4, 122, 112, 62}, "None yet", keepFirst},
		{"images", "Images", "read-only", box{164, 4, 206, 180}, "None yet: pull one", keepLast},
		{"created", "Created", "", box{4, 218, 112, 90}, "Not started\nyet", keepLast},
		{"running", "Running", "", box{164, 218, 206, 90}, "Nothing runs: docker\nrun starts one here", keepLast},
		{"exited", "Exited", "", box{4, 352, 132, 94}, "PID 1 has ended", keepLast},
		{"paused", "Paused", "", box{206, 352, 78, 90}, "Frozen", keepLast},
		{"removed", "Removed", "", box{292, 352, 78, 90}, "Gone", keepFirst},
		{"volumes", "Volumes", "", box{4, 458, 178, 38}, "", keepFirst},
		{"networks", "Networks", "", box{192, 458, 178, 38}, "", keepFirst},
	},
	ways: []way{
		{"registry-images", "M116 40H160", verbAt(139, 34, "middle"), 164, 40, 'r', ""},
		{"images-registry", "M164 74H120", verbAt(141, 90, "middle"), 116, 74, 'l', ""},
		{"files-images", "M116 154H160", verbAt(139, 148, "middle"), 164, 154, 'r', ""},
		{"images-created", "M182 184V195Q182 206 171 206H71Q60 206 60 208V214", verbAt(112, 201, "middle"), 60, 218, 'd', ""},
		{"images-running", "M267 184V214", verbAt(274, 205, "start"), 267, 218, 'd', "run"},
		{"created-running", "M116 252H160", verbAt(139, 246, "middle"), 164, 252, 'r', ""},
		{"running-exited", "M178 308V315Q178 324 169 324H57Q48 324 48 333V348", verbAt(108, 320, "middle"), 48, 352, 'd', "stop, kill"},
		{"exited-running", "M96 352V349Q96 342 103 342H187Q196 342 196 333V312", verbAt(146, 338, "middle"), 196, 308, 'u', ""},
		{"running-paused", "M248 308V348", verbAt(242, 333, "end"), 248, 352, 'd', ""},
		{"paused-running", "M258 352V312", verbAt(264, 344, "start"), 258, 308, 'u', ""},
		{"running-removed", "M331 308V348", verbAt(325, 326, "end"), 331, 352, 'd', ""},
		{"exited-removed", "M136 400H160Q170 400 170 410V439Q170 449 180 450H321Q331 450 331 448V446", verbAt(152, 394, "middle"), 331, 442, 'u', ""},
	},
	forms: map[string][]form{
		"images": {
			{w: 96, h: 140, stack: 92, wide: 84, lines: 2, grow: 1.4}, {w: 64, h: 68, stack: 40, wide: 56, lines: 1, grow: 1},
			{w: 92, h: 26, stack: 17, wide: 10, lines: 1, side: true, grow: 1},
		},
		"registry": {{w: 92, h: 26, stack: 17, wide: 10, lines: 1, side: true, grow: 1}},
		"": {
			{w: 92, h: 53, stack: 44, wide: 18, lines: 1, side: true, grow: 1}, {w: 88, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1},
		},
		"exited":   {{w: 100, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1}},
		"paused":   {{w: 56, h: 44, stack: 17, lines: 2, side: true, grow: 1, bare: true}, {w: 56, h: 26, stack: 17, lines: 1, side: true, grow: 1, bare: true}},
		"removed":  {{w: 56, h: 44, lines: 2, side: true}, {w: 56, h: 26, lines: 1, side: true}},
		"volumes":  {{w: 78, h: 26, wide: 14, lines: 1, side: true}},
		"networks": {{w: 70, h: 26, wide: 14, lines: 1, side: true}},
		"files":    {{w: 92, h: 26, lines: 1, side: true}},
	},
	notice: box{4, 497, 366, 31},
	steps:  box{124, 161, 36, 31},
}

// find is the zone of an id.
func (c chart) find(id string) (zone, bool) {
	for _, z := range c.zones {
		if z.ID == id {
			return z, true
		}
	}
	return zone{}, false
}

// formsOf are the ways to draw what stands in a zone.
func (c chart) formsOf(id string) []form {
	if f, ok := c.forms[id]; ok {
		return f
	}
	return c.forms[""]
}
