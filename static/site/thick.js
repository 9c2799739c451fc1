// thick makes a program of WebAssembly of the form that packs well; package
// web/export/thin writes that form and says what is in it.
const BEFORE = 0, AFTER = 1, ELEMENTS = 2, TOKENS = 3, LOCALS = 4, CODE = 5, DATA = 6, SMALL = 7, WIDE = 8, STACK = 9, ADDED = 10, KEPT = 11, SAME = 12,
	INDEX = 13, CALL = 14, BRANCH = 15, SWITCHES = 16, OFSTACK = 17, LOADS = 18, STORES = 19, ODD = 20, MEMORY = 21, COLUMN = 22;
const words = [0, 1, 2, 3, 4, 7, 10], pcColumn = words.length, funcColumn = pcColumn + 8, headWords = 11;
const align = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2], smalls = [0, 1, 8, 16];

export function thick(form) {
	const length = new DataView(form.buffer, form.byteOffset).getUint32(0, true);
	const head = JSON.parse(new TextDecoder().decode(form.subarray(4, 4 + length)));
	let from = 4 + length;
	const s = head.Lengths.map((l) => form.subarray(from, from += l)), p = new Array(s.length).fill(0);
	const out = new Uint8Array(head.Size);
	let o = 0;
	const bytes = (b) => { out.set(b, o); o += b.length; };
	const next = (k) => s[k][p[k]++];
	// unsigned and signed read a number, copy takes one over as it is.
	const unsigned = (k) => {
		const b = s[k];
		let at = p[k], c = b[at++], n = c & 127;
		for (let by = 128; c > 127; by *= 128) n += ((c = b[at++]) & 127) * by;
		p[k] = at;
		return n;
	};
	const signed = (k) => {
		const b = s[k];
		let n = 0, by = 1, c;
		do {
			c = b[p[k]++];
			n += (c & 127) * by;
			by *= 128;
		} while (c > 127);
		return c & 64 ? n - by : n;
	};
	const zigzag = (n) => n % 2 ? -(n + 1) / 2 : n / 2;
	const eights = (k) => {
		const n = unsigned(k);
		return n % 2 ? (n - 1) / 2 : n * 4;
	};
	const copy = (k) => {
		const b = s[k];
		let at = p[k], c;
		do out[o++] = c = b[at++]; while (c > 127);
		p[k] = at;
	};
	const putUnsigned = (n) => {
		for (; n > 127; n = Math.floor(n / 128)) out[o++] = n % 128 | 128;
		out[o++] = n;
	};
	const putSigned = (n) => { // of none below zero
		for (; n > 63; n = Math.floor(n / 128)) out[o++] = n % 128 | 128;
		out[o++] = n;
	};
	// sized writes what make writes, and how many bytes that is before it.
	const sized = (make) => {
		const at = o;
		o += 5;
		make();
		let n = o - at - 5;
		for (let i = 0; i < 5; i++, n = Math.floor(n / 128)) out[at + i] = n % 128 | (i < 4 ? 128 : 0);
	};

	function code() {
		const ops = expanded(s[TOKENS], head.Macros, head.Tokens);
		let q = 0;
		putUnsigned(head.Functions);
		for (let f = 0; f < head.Functions; f++) {
			const at = o;
			o += 4;
			for (let n = counted(LOCALS); n > 0; n--) {
				copy(LOCALS);
				out[o++] = next(LOCALS);
			}
			const base = (head.Entry + f) * 65536;
			let last = 0, previous = 0;
			for (let depth = 0; depth >= 0;) {
				const t = ops[q++];
				if (t >= 0xc5 && t < 0xde) {
					out[o++] = 0x20 + Math.floor((t - 0xc5) / 5);
					out[o++] = (t - 0xc5) % 5;
				} else if (t >= 0xe0 && t <= 0xe8) special(t);
				else {
					out[o++] = t;
					if (t >= 0x28 && t <= 0x3e) {
						out[o++] = align[t - 0x28];
						if (t >= 0x36) copy(STORES);
						else if (previous === 0xc6) putUnsigned(eights(OFSTACK));
						else copy(LOADS);
					} else if (t === 0x42) {
						const after = ops[q];
						if (after === 0x7c && previous === 0xad) putSigned(eights(STACK));
						else copy(after === 0x7c ? ADDED : after === 0x37 || after === 0xe7 ? KEPT : after === 0x51 || after === 0x52 ? SAME : WIDE);
					} else if (t === 0x41) copy(SMALL);
					else if (t >= 0x20 && t <= 0x24) copy(INDEX);
					else if (t === 0x10) copy(CALL);
					else if (t === 0x0c || t === 0x0d) copy(BRANCH);
					else if (t >= 2 && t <= 4) {
						out[o++] = 0x40;
						depth++;
					} else if (t === 0x0b) depth--;
					else if (t === 0x0e) {
						let n = signed(SWITCHES), depths = -1;
						putUnsigned(n);
						for (; n >= 0; n--) putUnsigned(depths += signed(SWITCHES) + 1);
					} else if (t === 0x11) {
						copy(ODD);
						copy(ODD);
					} else if (t === 0x3f || t === 0x40 || t === 0xfc) out[o++] = next(ODD);
					else if (t === 0x43 || t === 0x44) for (let n = t === 0x43 ? 4 : 8; n > 0; n--) out[o++] = next(ODD);
				}
				previous = t;

				function special() {
					if (t === 0xe0) {
						out[o++] = 0x42;
						putSigned(base + (last += signed(CODE)));
					} else if (t === 0xe1) {
						out[o++] = 0x42;
						putSigned(next(DATA) * 65536 + next(DATA) * 256 + next(DATA));
					} else if (t === 0xe2) {
						let n = next(ODD);
						const op = s[ODD][p[ODD]];
						if (op >= 2 && op <= 4) depth++;
						for (; n > 0; n--) out[o++] = next(ODD);
					} else if (t <= 0xe6) {
						out[o++] = 0x41;
						out[o++] = smalls[t - 0xe3];
					} else {
						out[o++] = t === 0xe7 ? 0x37 : 0x29;
						out[o++] = 3;
						out[o++] = 0;
					}
				}
			}
			let n = o - at - 4;
			for (let i = 0; i < 4; i++, n >>= 7) out[at + i] = n & 127 | (i < 3 ? 128 : 0);
		}
	}
	// counted takes a number over and returns it.
	function counted(k) {
		const at = p[k];
		copy(k);
		p[k] = at;
		return unsigned(k);
	}

	function table(memory, t) {
		const put = (at, n) => memory.setUint32(at - head.From, n, true);
		const last = new Array(s.length - COLUMN).fill(0), row = new Array(headWords);
		let at = t.At + 8 * (t.Count + 1);
		for (let i = 0; i < t.Count; i++) {
			row.fill(0);
			words.forEach((w, c) => { row[w] = last[c] += zigzag(unsigned(COLUMN + c)); });
			put(t.At + 8 * i, row[0]);
			put(t.At + 8 * i + 4, at - t.At);
			for (const w of row) {
				put(at, w);
				at += 4;
			}
			for (const [from, many, none] of [[pcColumn, row[7], 0], [funcColumn, Math.floor(row[10] / 2 ** 24), 2 ** 32 - 1]]) for (let c = from; c < from + many; c++) {
				const n = unsigned(COLUMN + c);
				put(at, n === 0 ? none : last[c] += zigzag(n - 1));
				at += 4;
			}
			at += -at & 7;
		}
		put(t.At + 8 * t.Count, t.End);
		for (let b = 0; b < t.Number; b++) put(t.Buckets + 20 * b, b >> 4);
	}

	// data writes memory as pieces between which there is much of nothing.
	function data() {
		const memory = s[MEMORY], far = 64, pieces = [];
		if (head.Table) table(new DataView(memory.buffer, memory.byteOffset, memory.length), head.Table);
		for (let at = 0, end; at < memory.length; at = end) {
			while (at < memory.length && !memory[at]) at++;
			for (let i = end = at; i < memory.length && i - end < far; i++) if (memory[i]) end = i + 1;
			if (end > at) pieces.push([at, end]);
			else break;
		}
		putUnsigned(pieces.length);
		for (const [at, end] of pieces) {
			out[o++] = 0;
			out[o++] = 0x41;
			putSigned(head.From + at);
			out[o++] = 0x0b;
			putUnsigned(end - at);
			bytes(memory.subarray(at, end));
		}
	}

	function elements() {
		bytes([1, 0, 0x41]);
		putSigned(zigzag(unsigned(ELEMENTS)));
		out[o++] = 0x0b;
		const n = unsigned(ELEMENTS);
		putUnsigned(n);
		for (let i = 0, last = -1; i < n; i++) putUnsigned(last += zigzag(unsigned(ELEMENTS)) + 1);
	}

	bytes(s[BEFORE]);
	out[o++] = 9;
	sized(elements);
	out[o++] = 10;
	sized(code);
	out[o++] = 11;
	sized(data);
	bytes(s[AFTER]);
	return out.subarray(0, o);
}

// expanded are the instructions that tokens and macros stand for.
function expanded(tokens, macros, count) {
	const stands = Array.from({ length: 256 }, (_, t) => [t]);
	for (const [t, a, b] of macros) stands[t] = [...stands[a], ...stands[b]];
	const out = new Uint8Array(count);
	let o = 0;
	for (const t of tokens) {
		const list = stands[t];
		for (let i = 0; i < list.length; i++) out[o++] = list[i];
	}
	return out;
}
