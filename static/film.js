// A film is the motion of one result: animations that begin together, each
// with its own delay, so that one clock moves them all. It can be paused,
// stepped from mark to mark, slowed and skipped.
let shown = null; // the film that is on

export class Film {
	constructor() {
		this.parts = [];
		this.marks = [0]; // milliseconds at which something begins
		this.length = 0;
	}

	// add runs frames on an element from start on, for length milliseconds.
	add(element, frames, start, length, options = {}) {
		const part = element.animate(frames, { duration: length, delay: start, ...options });
		part.pause();
		this.parts.push(part);
		this.length = Math.max(this.length, start + length);
		return part;
	}

	mark(at) { if (at > this.marks.at(-1)) this.marks.push(at); }

	// play shows the film at a speed; the one before it has ended then.
	play(speed, paused) {
		shown?.skip();
		if (!this.parts.length) return;
		shown = this;
		this.speed = speed;
		this.paused = paused;
		for (const p of this.parts) {
			p.updatePlaybackRate(speed);
			if (!paused) p.play();
		}
		this.ended = Promise.allSettled(this.parts.map((p) => p.finished)).then(() => {
			if (shown === this) shown = null;
			changed();
		});
		changed();
	}

	now() { return Math.max(0, ...this.parts.map((p) => p.currentTime ?? 0)); }

	hold(paused) {
		this.paused = paused;
		for (const p of this.parts) paused ? p.pause() : p.playState === "paused" && p.play();
		changed();
	}

	rate(speed) { for (const p of this.parts) p.updatePlaybackRate(speed); }

	// step goes on to the next mark, or back to the one before.
	step(by) {
		this.hold(true);
		const now = this.parts.reduce((t, p) => Math.max(t, p.currentTime ?? 0), 0);
		const next = by > 0 ? this.marks.find((m) => m > now + 1) ?? this.length : this.marks.findLast((m) => m < now - 1) ?? 0;
		if (next >= this.length) return this.skip();
		for (const p of this.parts) p.currentTime = next;
		changed();
	}

	skip() { for (const p of this.parts) p.finish(); }
}

export const film = () => shown;

let changed = () => {};
// watch calls back whenever a film begins, is held or ends.
export const watch = (call) => { changed = call; };
