// mark tells texts apart in few characters: 48 bits as hexadecimal digits.
export function mark(text) {
	let a = 0x811c9dc5, b = 0x1000193;
	for (const c of text) {
		a = Math.imul(a ^ c.codePointAt(0), 0x01000193) >>> 0;
		b = Math.imul(b + c.codePointAt(0), 0x85ebca6b) >>> 0;
	}
	return a.toString(16).padStart(8, "0") + (b & 0xffff).toString(16).padStart(4, "0");
}
