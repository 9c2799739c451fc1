// The controls of motion: how fast, on hold, step, skip.
import { film, watch } from "./film.js";

const byId = (id) => document.getElementById(id);
const speed = byId("speed"), said = byId("speed-now"), hold = byId("hold");
let paused = false;

const stored = (name, value) => {
	try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; } // storage may be off
};

// pace is the speed that was chosen, 1/8 to 8.
export const pace = () => 2 ** +speed.value;
// held tells that motion waits to be stepped.
export const held = () => paused;

function say() {
	const n = +speed.value;
	said.textContent = n < 0 ? `1/${2 ** -n}×` : `${2 ** n}×`;
	speed.setAttribute("aria-valuetext", said.textContent);
	hold.setAttribute("aria-pressed", paused);
	for (const id of ["step-back", "step-on", "skip"]) byId(id).disabled = !film();
}

speed.value = stored("speed") ?? 0;
speed.addEventListener("input", () => {
	stored("speed", speed.value);
	film()?.rate(pace());
	say();
});
hold.addEventListener("click", () => {
	paused = !paused;
	film()?.hold(paused);
	document.documentElement.toggleAttribute("data-held", paused); // the pulse rests too
	say();
});
byId("step-on").addEventListener("click", () => film()?.step(1));
byId("step-back").addEventListener("click", () => film()?.step(-1));
byId("skip").addEventListener("click", () => film()?.skip());
watch(say);
say();
